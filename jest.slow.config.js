import config from './jest.config.js';

// What takes long: every fault at every call, and the best of all schedules. Few at a time, since deadlines are short.
export default { ...config, roots: ['<rootDir>/__tests__/slow'], testPathIgnorePatterns: [], maxWorkers: 2 };

import config from './jest.config.js';

// What takes long: every fault at every call, and the best of all schedules.
export default { ...config, roots: ['<rootDir>/__tests__/slow'], testPathIgnorePatterns: [] };

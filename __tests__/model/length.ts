/** How many responses or moves are chosen one after the other. Mutation testing sets less. */
export const LENGTH = Number(process.env.MODEL_LENGTH ?? 3);

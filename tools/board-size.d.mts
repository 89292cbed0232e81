/** Octets of each part of a board's program, by its name, and of the whole file as `total`. */
export function measureBoard(folder: string): Map<string, number>;

import path from 'node:path';

/** The folder that the program was installed in. It stands two folders above this file, in the source as in the build. */
export const packageRoot = path.resolve(import.meta.dirname, '../..');

/** The program that captures with the package cap. */
export const capChild = path.join(packageRoot, 'dist/node/cap-child.js');

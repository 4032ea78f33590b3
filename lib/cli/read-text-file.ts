/** The small files a command takes beside the network: questions, scopes. */

import { readFile } from 'node:fs/promises'
import { AppError } from '../errors/app-error.ts'

/** @throws AppError `usage` naming the option and the file that cannot be read */
export async function readTextFile(option: string, path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('usage', `The file of ${option}, ${path}, cannot be read.`, { file: path, cause })
  })
}

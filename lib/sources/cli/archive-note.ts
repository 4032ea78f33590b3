/** What is said when an archive, or the whole import, goes beyond its limits or is damaged. */

import type { ErrorCode } from '../../errors/app-error.ts'
import type { Exceeded } from './import-budget.ts'
import type { NoteText } from './note-book.ts'

export type ArchiveTrouble = Exceeded | 'nested' | 'empty' | 'too-large' | 'office' | 'encrypted' | 'path' | 'failed'

const TEXTS: Readonly<Record<Exclude<ArchiveTrouble, 'failed' | 'path'>, readonly [ErrorCode, string, string]>> = {
  inflated: [
    'import-too-large',
    'The import is larger than the limit once unpacked. What was read until then was kept; the rest was not read.',
    'Import fewer accounts or regions at a time.',
  ],
  entries: [
    'import-too-many-entries',
    'There are more files than the limit. Those beyond it were not read.',
    'Import fewer accounts or regions at a time, and leave out folders that hold no AWS output.',
  ],
  ratio: [
    'import-archive-bomb',
    'This unpacks to more than 200 times its size, as no AWS output does. It was not read to its end.',
    'Find out who made this archive. If it is yours, unpack it and import the folder.',
  ],
  archive: [
    'import-too-large',
    'The archive is larger than the limit.',
    'Unpack it and import the folder, or split it.',
  ],
  'too-large': [
    'import-too-large',
    'The archive is larger than the limit.',
    'Unpack it and import the folder, or split it.',
  ],
  nested: [
    'import-archive-bomb',
    'This is an archive within an archive within an archive. It was not opened.',
    'Unpack the outer archive and import what is in it.',
  ],
  empty: ['import-empty', 'The archive holds no file.', 'Check what was packed.'],
  office: [
    'import-other-format',
    'This is an Office document, which is not read.',
    'Run docs/collect.sh and import the archive it leaves.',
  ],
  encrypted: [
    'import-encrypted',
    'This file is encrypted.',
    'Unpack the archive with its password and import the folder.',
  ],
}

/** `detail` is the sentence's subject for `path`, and the cause for `failed`. `depth`: archives around what failed. */
export function archiveNote(trouble: ArchiveTrouble, detail = '', depth = 0): NoteText {
  if (trouble === 'path') {
    return {
      level: 'warning',
      code: 'import-archive-path',
      message: `The entry ${detail}. It was not read.`,
      remedy: 'Pack the folder again with plain relative names.',
    }
  }
  if (trouble === 'failed') return failedNote(detail, depth)
  const [code, message, remedy] = TEXTS[trouble]
  return { level: trouble === 'office' ? 'warning' : 'error', code, message, remedy }
}

const ENCRYPTED = /encrypt/i
const DAMAGED =
  /zip|central directory|checksum|header|tar|gzip|inflate|invalid (?:block|code|distance|stored|comment|file name|relative)|incorrect|unexpected end|compression method|too many bytes|not enough bytes|signature|end of data/i

function failedNote(cause: string, depth: number): NoteText {
  if (ENCRYPTED.test(cause)) return archiveNote('encrypted')
  if (/TooManyEntries|^\d+$/.test(cause)) return archiveNote('entries')
  if (depth > 0 || DAMAGED.test(cause)) {
    return {
      level: 'error',
      code: 'import-archive-damaged',
      message: `The archive is damaged here (${cause.slice(0, 120)}). What was read until then was kept.`,
      remedy: 'Copy or pack it again.',
    }
  }
  return {
    level: 'error',
    code: 'import-not-readable',
    message: `The file could not be read (${cause.slice(0, 120)}).`,
    remedy: 'Check that it still exists and that you may read it.',
  }
}

/** Archives that are damaged, hostile or too large. */

import { gzipSync } from 'node:zlib'
import { tarBytes } from './import-files.ts'
import { good, type MalformedInput, oneGood, vpc } from './malformed-input.ts'
import { zipBytes } from './zip-bytes.ts'

const part = { name: 'vpcs.json', content: good }

export const MALFORMED_ARCHIVES: readonly MalformedInput[] = [
  { name: 'an empty zip', files: () => ({ 'a.zip': zipBytes([]), ...oneGood }), code: 'import-empty', kept: 2 },
  {
    name: 'a zip cut in half',
    files: () => ({ 'a.zip': zipBytes([part]).subarray(0, 80), ...oneGood }),
    code: 'import-archive-damaged',
    kept: 2,
  },
  {
    name: 'a zip entry whose checksum is wrong',
    files: () => ({ 'a.zip': zipBytes([{ ...part, crc: 1 }]) }),
    code: 'import-archive-damaged',
    kept: 0,
  },
  {
    name: 'an encrypted zip entry',
    files: () => ({ 'a.zip': zipBytes([{ ...part, encrypted: true }]), ...oneGood }),
    code: 'import-encrypted',
    kept: 2,
  },
  {
    name: 'a zip entry that climbs out with ..',
    files: () => ({ 'a.zip': zipBytes([{ ...part, name: '../../etc/passwd' }, part]) }),
    code: 'import-archive-path',
    kept: 2,
  },
  {
    name: 'a zip entry with an absolute path',
    files: () => ({ 'a.zip': zipBytes([{ ...part, name: '/etc/passwd' }, part]) }),
    code: 'import-archive-path',
    kept: 2,
  },
  {
    name: 'a zip entry with a drive letter',
    files: () => ({ 'a.zip': zipBytes([{ ...part, name: 'C:\\vpcs.json' }, part]) }),
    code: 'import-archive-path',
    kept: 2,
  },
  {
    name: 'a symbolic link in a zip',
    files: () => ({ 'a.zip': zipBytes([{ name: 'link', content: '/etc/passwd', link: true }, part]) }),
    code: 'import-archive-path',
    kept: 2,
  },
  {
    name: 'a symbolic link in a tar',
    files: async () => ({ 'a.tar': await tarBytes([{ name: 'link', content: '', link: '/etc/passwd' }, part]) }),
    code: 'import-archive-path',
    kept: 2,
  },
  {
    name: 'two zip entries of one name',
    files: () => ({ 'a.zip': zipBytes([part, { ...part, content: JSON.stringify({ Vpcs: [vpc('vpc-9')] }) }]) }),
    code: 'import-archive-path',
    kept: 2,
  },
  {
    name: 'a zip bomb',
    files: () => ({ 'a.zip': zipBytes([{ name: 'bomb.json', content: ' '.repeat(20_000_000) }]), ...oneGood }),
    code: 'import-archive-bomb',
    kept: 2,
  },
  {
    name: 'a gzip bomb',
    files: () => ({ 'a.json.gz': gzipSync(Buffer.alloc(20_000_000, ' ')), ...oneGood }),
    code: 'import-archive-bomb',
    kept: 2,
  },
  {
    name: 'archives three deep',
    files: () => ({
      'a.zip': zipBytes([{ name: 'b.zip', content: zipBytes([{ name: 'c.zip', content: zipBytes([part]) }]) }]),
      ...oneGood,
    }),
    code: 'import-archive-bomb',
    kept: 2,
  },
  {
    name: 'a gzip cut short',
    files: () => ({ 'a.json.gz': gzipSync(good).subarray(0, 60), ...oneGood }),
    code: 'import-archive-damaged',
    kept: 2,
  },
  {
    name: 'a tar cut short',
    files: async () => ({ 'a.tar': (await tarBytes([part])).subarray(0, 600), ...oneGood }),
    code: 'import-archive-damaged',
    kept: 2,
  },
  {
    name: 'an archive larger than the limit',
    files: () => ({ 'a.zip': zipBytes([part]), ...oneGood }),
    code: 'import-too-large',
    kept: 2,
    limits: { archiveBytes: 100 },
  },
  {
    name: 'more bytes than the limit once unpacked',
    files: () => ({ ...oneGood, 'a.zip': zipBytes([{ ...part, content: good + ' '.repeat(5_000) }]) }),
    code: 'import-too-large',
    kept: 2,
    limits: { inflatedBytes: 2_000 },
  },
  {
    name: 'more files than the limit',
    files: () => ({ ...oneGood, 'b.json': '{}', 'c.json': '{}', 'd.json': '{}' }),
    code: 'import-too-many-entries',
    kept: 2,
    limits: { entries: 2 },
  },
  {
    name: 'a zip with more entries than the limit',
    files: () => ({
      ...oneGood,
      'a.zip': zipBytes(Array.from({ length: 9 }, (_, index) => ({ ...part, name: `${index}.json` }))),
    }),
    code: 'import-too-many-entries',
    kept: 2,
    limits: { entries: 5 },
  },
  {
    name: 'a 7-Zip archive',
    files: () => ({ 'a.7z': Buffer.from('377abcaf271c0004', 'hex'), ...oneGood }),
    code: 'import-other-format',
    kept: 2,
  },
  {
    name: 'an Excel workbook',
    files: () => ({ 'a.xlsx': zipBytes([{ name: '[Content_Types].xml', content: '<Types/>' }]), ...oneGood }),
    code: 'import-other-format',
    kept: 2,
  },
]

import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { zipBytes } from '../../testing/zip-bytes.ts'
import { entryPath } from './entry-path.ts'
import { DEFAULT_IMPORT_LIMITS } from './import-limits.ts'
import { readFiles } from './read-files.ts'
import { walkPaths } from './walk.ts'

describe('walkPaths', () => {
  let root = ''
  const paths = async (...given: readonly string[]) => {
    const found: string[] = []
    for await (const file of walkPaths(given)) found.push(file.path.replace(basename(root), 'root'))
    return found
  }

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'walk-'))
    await mkdir(join(root, 'b', '.git'), { recursive: true })
    await writeFile(join(root, 'b', 'vpcs.json'), '{"Vpcs":[{"VpcId":"vpc-1"}]}')
    await writeFile(join(root, 'b', '.DS_Store'), 'x')
    await writeFile(join(root, 'b', '.git', 'config'), 'x')
    await writeFile(join(root, 'a.json'), '{"Vpcs":[]}')
    await writeFile(join(root, 'c.zip'), zipBytes([{ name: 'x/vpcs.json', content: '{"Vpcs":[{"VpcId":"vpc-2"}]}' }]))
    await symlink(root, join(root, 'b', 'loop'))
    await symlink(join(root, 'a.json'), join(root, 'link.json'))
  })

  afterAll(() => rm(root, { recursive: true, force: true }))

  it('names files by the folder given, sorted, without housekeeping and without following folders in a circle', async () => {
    expect(await paths(root)).toEqual(['root/a.json', 'root/b/vpcs.json', 'root/c.zip', 'root/link.json'])
  })

  it('takes single files, in the order given', async () => {
    expect(await paths(join(root, 'c.zip'), join(root, 'a.json'))).toEqual(['c.zip', 'a.json'])
  })

  it('says which path does not exist', async () => {
    await expect(paths(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'import-not-readable' })
  })

  it('reads a zip where it lies, and counts its bytes', async () => {
    let bytes = 0
    const onProgress = ({ bytesDone }: { readonly bytesDone: number }) => {
      bytes = bytesDone
    }
    const result = await readFiles(walkPaths([root]), { limits: DEFAULT_IMPORT_LIMITS, onProgress })
    expect(result.documents.flatMap(({ elements }) => elements.get('Vpcs') ?? []).map((vpc) => vpc['VpcId'])).toEqual([
      'vpc-1',
      'vpc-2',
    ])
    expect(bytes).toBeGreaterThan(0)
  })

  it('notes a file that vanished, and reads the others', async () => {
    async function* inputs() {
      yield { path: 'gone.json', bytes: 3, open: () => failing() }
      yield* walkPaths([join(root, 'a.json')])
    }
    const result = await readFiles(inputs(), { limits: DEFAULT_IMPORT_LIMITS })
    expect(result.files.map(({ notes }) => notes.map(({ code }) => code))).toEqual([['import-not-readable'], []])
  })
})

// biome-ignore lint/correctness/useYield: a stream that fails before its first byte
async function* failing(): AsyncGenerator<Uint8Array> {
  throw new Error('ENOENT: no such file')
}

describe('entryPath', () => {
  it.each([
    ['a/b.json', { kind: 'file', path: 'a/b.json' }],
    ['./a//b.json', { kind: 'file', path: 'a/b.json' }],
    ['a\\b.json', { kind: 'file', path: 'a/b.json' }],
    ['a..b/c.json', { kind: 'file', path: 'a..b/c.json' }],
    ['a/', { kind: 'skip' }],
    ['', { kind: 'skip' }],
    ['__MACOSX/a', { kind: 'skip' }],
    ['x/.DS_Store', { kind: 'skip' }],
  ])('%j', (name, expected) => {
    expect(entryPath(name)).toEqual(expected)
  })

  it.each(['/etc/passwd', '../a', 'a/../../b', 'C:\\a', 'a\\..\\b', 'a\u0000b'])('refuses %j', (name) => {
    expect(entryPath(name).kind).toBe('refused')
  })
})

import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
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

  describe('among what is no file', () => {
    let odd = ''
    const socket = createServer()
    beforeAll(async () => {
      odd = await mkdtemp(join(tmpdir(), 'odd-'))
      await mkdir(join(odd, 'in'))
      await writeFile(join(odd, 'in', 'vpcs.json'), '{"Vpcs":[{"VpcId":"vpc-1"}]}')
      await writeFile(join(odd, 'secret.json'), '{"Vpcs":[{"VpcId":"vpc-secret"}]}')
      await mkdir(join(odd, 'in-beside'))
      execFileSync('mkfifo', [join(odd, 'in', 'pipe.json')])
      await new Promise<void>((resolve) => socket.listen(join(odd, 'in', 'socket.json'), resolve))
      await symlink('../secret.json', join(odd, 'in', 'outside.json'))
      await symlink('../in-beside', join(odd, 'in', 'outside-folder'))
      await symlink('nowhere', join(odd, 'in', 'dangling.json'))
      await symlink('pipe.json', join(odd, 'in', 'to-pipe.json'))
      await symlink('/dev/zero', join(odd, 'in', 'zero.json'))
      await symlink('vpcs.json', join(odd, 'in', 'within.json'))
    })
    afterAll(async () => {
      await new Promise((resolve) => socket.close(resolve))
      await rm(odd, { recursive: true, force: true })
    })

    const told = async (...given: readonly string[]) => {
      const result = await readFiles(walkPaths(given), { limits: DEFAULT_IMPORT_LIMITS })
      const notes = result.files.map(({ file, notes: [note] }) => [file, note?.code ?? null, note?.message ?? null])
      return { notes, vpcs: result.documents.flatMap(({ elements }) => elements.get('Vpcs') ?? []) }
    }

    it('reads the files of the folder and notes the rest, without waiting and without leaving the folder', async () => {
      const { notes, vpcs } = await told(join(odd, 'in'))
      const no = (file: string, why: string) => [
        `in/${file}`,
        'import-not-readable',
        `The file could not be read (${why}).`,
      ]
      expect(notes.filter(([, code]) => code === 'import-not-readable')).toEqual([
        no('dangling.json', 'it is a link to nothing that can be read'),
        no('outside-folder', 'it is a link that leads out of the folder given'),
        no('outside.json', 'it is a link that leads out of the folder given'),
        no('pipe.json', 'it is a pipe, not a file'),
        no('socket.json', 'it is a socket, not a file'),
        no('to-pipe.json', 'it is a pipe, not a file'),
        no('zero.json', 'it is a link that leads out of the folder given'),
      ])
      expect(vpcs.map((vpc) => vpc['VpcId'])).toEqual(['vpc-1'])
    }, 10_000)

    it.each([
      ['pipe.json', 'a pipe'],
      ['socket.json', 'a socket'],
    ])(
      'notes %s when it is named itself',
      async (name, kind) => {
        expect((await told(join(odd, 'in', name))).notes).toEqual([
          [name, 'import-not-readable', `The file could not be read (it is ${kind}, not a file).`],
        ])
      },
      10_000,
    )

    it('notes a device, and follows a link the user names', async () => {
      expect((await told('/dev/zero')).notes[0]?.[2]).toContain('it is a device, not a file')
      expect((await told(join(odd, 'in', 'outside.json'))).vpcs).toHaveLength(1)
    }, 10_000)
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

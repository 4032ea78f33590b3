import { describe, expect, it } from 'vitest'
import { type Entry, filesOfEntries, filesOfList, filesOfTransfer } from './collect-files.ts'

function fileEntry(fullPath: string): Entry {
  const name = fullPath.split('/').at(-1) ?? ''
  return { isFile: true, isDirectory: false, fullPath, file: (found) => found(new File(['{}'], name)) }
}

/** As a browser does: the entries in batches, then an empty batch. */
function folderEntry(fullPath: string, entries: readonly Entry[], batch = 100): Entry {
  return {
    isFile: false,
    isDirectory: true,
    fullPath,
    createReader: () => {
      let at = 0
      return {
        readEntries: (found) => {
          found(entries.slice(at, at + batch))
          at += batch
        },
      }
    },
  }
}

const paths = async (entries: readonly Entry[]) => (await filesOfEntries(entries)).map(({ path }) => path)

describe('filesOfEntries', () => {
  it('walks folders and keeps each file under its path', async () => {
    const folder = folderEntry('/export', [
      folderEntry('/export/eu-west-1', [fileEntry('/export/eu-west-1/vpcs.json')]),
      fileEntry('/export/readme.txt'),
    ])
    expect(await paths([folder, fileEntry('/subnets.json')])).toEqual([
      'export/eu-west-1/vpcs.json',
      'export/readme.txt',
      'subnets.json',
    ])
  })

  it('reads on after the first batch of a large folder', async () => {
    const many = Array.from({ length: 250 }, (_, at) => fileEntry(`/all/${String(at).padStart(3, '0')}.json`))
    expect(await paths([folderEntry('/all', many)])).toHaveLength(250)
  })

  it('leaves out what file managers leave behind', async () => {
    const entries = [fileEntry('/a/.DS_Store'), fileEntry('/__MACOSX/a.json'), fileEntry('/a/vpcs.json')]
    expect(await paths(entries)).toEqual(['a/vpcs.json'])
  })

  it('fails when a file cannot be read, rather than dropping it unseen', async () => {
    const broken: Entry = {
      isFile: true,
      isDirectory: false,
      fullPath: '/x.json',
      file: (_, failed) => failed(new Error('gone')),
    }
    await expect(filesOfEntries([broken])).rejects.toThrow('gone')
  })
})

describe('filesOfList', () => {
  it('takes names from a file picker, in order', () => {
    const list = [new File([''], 'vpcs.json'), new File([''], 'enis.json'), new File([''], '.DS_Store')]
    expect(filesOfList(list).map(({ path }) => path)).toEqual(['enis.json', 'vpcs.json'])
  })

  it('keeps the folders a folder picker tells', () => {
    const file = Object.defineProperty(new File([''], 'vpcs.json'), 'webkitRelativePath', {
      value: 'export/eu-west-1/vpcs.json',
    })
    expect(filesOfList([file]).map(({ path }) => path)).toEqual(['export/eu-west-1/vpcs.json'])
  })
})

describe('filesOfTransfer', () => {
  /** As much of a drop as is read; the rest of DataTransfer belongs to the browser. */
  const transferOf = (items: readonly unknown[], files: readonly File[] = []): DataTransfer =>
    Object.assign(Object.create(null), { items, files })

  it('walks what was dropped, and leaves text that was dragged along', async () => {
    const folder = folderEntry('/export', [fileEntry('/export/vpcs.json')])
    const items = [
      { kind: 'string', webkitGetAsEntry: () => null },
      { kind: 'file', webkitGetAsEntry: () => folder },
      { kind: 'file', webkitGetAsEntry: () => fileEntry('/a.json') },
    ]
    const files = await filesOfTransfer(transferOf(items))
    expect(files.map(({ path }) => path)).toEqual(['a.json', 'export/vpcs.json'])
  })

  it('takes the plain files where the browser knows no entries', async () => {
    const files = await filesOfTransfer(transferOf([{ kind: 'file' }], [new File(['{}'], 'vpcs.json')]))
    expect(files.map(({ path }) => path)).toEqual(['vpcs.json'])
  })

  it('takes the entries before anything is awaited: afterwards the browser has emptied them', async () => {
    const items: unknown[] = [{ kind: 'file', webkitGetAsEntry: () => fileEntry('/a.json') }]
    const reading = filesOfTransfer(transferOf(items))
    items.length = 0
    expect(await reading).toHaveLength(1)
  })
})

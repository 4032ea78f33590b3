import { describe, expect, it } from 'vitest'
import { type Entry, filesOfEntries, filesOfList } from './collect-files.ts'

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
})

/** Zip archives written by hand, so that tests can also write the bad ones. Source: APPNOTE.TXT. */

import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipPart {
  readonly name: string
  readonly content: string | Uint8Array
  /** Flag bit 0: the reader must take it for encrypted. */
  readonly encrypted?: boolean
  /** A symbolic link, as Unix writes it. */
  readonly link?: boolean
  /** Written in place of the true checksum. */
  readonly crc?: number
  /** Kept as it is instead of deflated. */
  readonly stored?: boolean
}

export function zipBytes(parts: readonly ZipPart[]): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const entry = entryOf(part)
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(20, 4)
    entry.common.copy(header, 6)
    local.push(header, entry.name, entry.data)
    const record = Buffer.alloc(46)
    record.writeUInt32LE(0x02014b50, 0)
    record.writeUInt16LE((3 << 8) | 20, 4)
    record.writeUInt16LE(20, 6)
    entry.common.copy(record, 8)
    record.writeUInt32LE(((part.link ? 0o120777 : 0o100644) << 16) >>> 0, 38)
    record.writeUInt32LE(offset, 42)
    central.push(record, entry.name)
    offset += header.length + entry.name.length + entry.data.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, directory, end])
}

/** Flags to name length: the 22 bytes both headers share. */
function entryOf(part: ZipPart): { readonly name: Buffer; readonly data: Buffer; readonly common: Buffer } {
  const name = Buffer.from(part.name, 'utf8')
  const plain = Buffer.from(part.content)
  const data = part.stored ? plain : deflateRawSync(plain)
  const common = Buffer.alloc(24)
  common.writeUInt16LE(0x0800 | (part.encrypted ? 1 : 0), 0)
  common.writeUInt16LE(part.stored ? 0 : 8, 2)
  common.writeUInt32LE(part.crc ?? crc32(plain), 8)
  common.writeUInt32LE(data.length, 12)
  common.writeUInt32LE(plain.length, 16)
  common.writeUInt16LE(name.length, 20)
  return { name, data, common: common.subarray(0, 24) }
}

import { describe, expect, it } from 'vitest'
import type { NumberSet } from '../net/interval-set.ts'
import { portWords } from './port-words.ts'

const at = (...ports: number[]): NumberSet => ports.map((port) => [port, port] as const)

describe('ports as people call them', () => {
  it.each<[string, NumberSet, NumberSet, string, boolean]>([
    ['one by custom', at(22), [], 'SSH', false],
    ['two by custom', at(22, 3389), [], 'SSH and RDP', true],
    ['many by custom are counted', at(22, 23, 3389, 5985), [], 'SSH, RDP and 2 more', true],
    ['one without a name has its protocol', [], at(51820), 'UDP port 51820', false],
    ['one of TCP', at(8443), [], 'TCP port 8443', false],
    ['a range', [[9000, 9010]], [], 'TCP ports 9000-9010', true],
    ['both protocols alike are one', at(9999), at(9999), 'TCP and UDP port 9999', false],
    ['each protocol its own', at(9999), at(9998), 'TCP port 9999 and UDP port 9998', true],
    [
      'many ranges are counted',
      [
        [1, 2],
        [4, 5],
        [7, 8],
        [10, 11],
      ],
      [],
      'TCP ports 1-2, 4-5 and 2 other ranges',
      true,
    ],
    ['custom and none together', at(22, 9999), [], 'SSH and TCP port 9999', true],
  ])('%s', (...[, tcp, udp, text, plural]) => {
    expect(portWords({ tcp, udp })).toEqual({ text, plural })
  })
})

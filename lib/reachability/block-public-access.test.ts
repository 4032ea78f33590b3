import { describe, expect, it } from 'vitest'
import { type BlockState, type EdgeUse, permitsEdge } from './block-public-access.ts'

const off: BlockState = { mode: 'off', exclusion: null }
const both: BlockState = { mode: 'block-bidirectional', exclusion: null }
const ingress: BlockState = { mode: 'block-ingress', exclusion: null }

/** Subnets of AWS's example: A and B are public, B holds the NAT gateway, C is private IPv4 behind it, D private IPv6. */
function row(a: BlockState, b: BlockState, d: BlockState): string {
  const questions: readonly [BlockState, EdgeUse][] = [
    [a, 'in'],
    [a, 'out-direct'],
    [b, 'in'],
    [b, 'out-direct'],
    [b, 'out-translated'],
    [d, 'out-translated'],
  ]
  return questions.map(([state, use]) => (permitsEdge(state, use) ? 'yes' : 'no')).join(' ')
}

describe('permitsEdge, the matrix of the VPC guide, "Block public access to VPCs and subnets"', () => {
  it.each<[string, BlockState, BlockState, BlockState, string]>([
    ['off', off, off, off, 'yes yes yes yes yes yes'],
    ['bidirectional', both, both, both, 'no no no no no no'],
    ['ingress', ingress, ingress, ingress, 'no no no no yes yes'],
    [
      'ingress, A excluded both ways',
      { ...ingress, exclusion: 'allow-bidirectional' },
      ingress,
      ingress,
      'yes yes no no yes yes',
    ],
    ['bidirectional, A excluded for egress', { ...both, exclusion: 'allow-egress' }, both, both, 'no no no no no no'],
    [
      'bidirectional, the VPC excluded both ways',
      { ...both, exclusion: 'allow-bidirectional' },
      { ...both, exclusion: 'allow-bidirectional' },
      { ...both, exclusion: 'allow-bidirectional' },
      'yes yes yes yes yes yes',
    ],
  ])('%s', (_, ...[a, b, d, expected]) => {
    expect(row(a, b, d)).toBe(expected)
  })
})

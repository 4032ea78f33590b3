import { describe, expect, it } from 'vitest'
import { listOf, plainAnswer, plainOutput } from './plain-answer.ts'

describe('plainAnswer', () => {
  it.each([
    ['a date as the CLI prints it', new Date('2026-03-01T08:15:00Z'), '2026-03-01T08:15:00+00:00'],
    ['a date with a fraction', new Date('2026-03-01T08:15:00.120Z'), '2026-03-01T08:15:00.120000+00:00'],
    ['a date that is none', new Date(Number.NaN), ''],
    ['bytes as base64', new Uint8Array([1, 2, 250]), 'AQL6'],
    ['a part of a buffer, and only that', new Uint8Array([9, 1, 2, 250, 9]).subarray(1, 4), 'AQL6'],
    ['a large whole number', 64_512n, 64_512],
    ['nothing', null, null],
    ['false', false, false],
  ])('tells %s', (_, given, expected) => {
    expect(plainAnswer(given)).toEqual(expected)
  })

  it('drops what is undefined, at any depth, and keeps what is empty', () => {
    const given = { A: undefined, B: [], C: [{ D: undefined, E: '' }], F: {} }
    expect(JSON.stringify(plainAnswer(given))).toBe('{"B":[],"C":[{"E":""}],"F":{}}')
  })
})

describe('plainOutput', () => {
  it('is an object whatever came', () => {
    expect(plainOutput({ Vpcs: [{ VpcId: 'vpc-0a1' }] })).toEqual({ Vpcs: [{ VpcId: 'vpc-0a1' }] })
    expect(plainOutput({})).toEqual({})
  })

  it('has an empty list where AWS left it out', () => {
    expect(listOf({ Vpcs: undefined }, 'Vpcs')).toEqual([])
    expect(listOf({ Vpcs: [1] }, 'Vpcs')).toEqual([1])
  })
})

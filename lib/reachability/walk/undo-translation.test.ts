import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../net/prefix.ts'
import { TCP } from '../../net/protocol.ts'
import { EPHEMERAL_PORTS, type Packet, replyTo } from '../packet.ts'
import type { Translation, WalkState } from './state.ts'
import { undoTranslation } from './undo-translation.ts'

const at = (text: string) => parseAddress(text) ?? { family: 4 as const, value: 0 }

const BEFORE: Packet = {
  family: 4,
  protocol: TCP,
  source: at('203.0.113.7'),
  destination: at('10.0.0.5'),
  sourcePorts: [[40000, 50000]],
  destinationPorts: [[443, 443]],
  icmp: null,
}

function translation(after: Partial<Packet>): Translation {
  return {
    kind: 'load-balancer',
    component: 'arn',
    interfaceId: 'eni-node',
    before: BEFORE,
    after: { ...BEFORE, destination: at('10.0.1.9'), destinationPorts: [[8080, 8080]], ...after },
    place: { kind: 'leaving-interface', interfaceId: 'eni-node' },
  }
}

function replying(last: Translation, packet: Partial<Packet> = {}): WalkState {
  const reply = replyTo(last.after)
  if (!reply) throw new Error('Nothing answers this.')
  return {
    place: { kind: 'at-interface', interfaceId: 'eni-node' },
    packet: { ...reply, ...packet },
    leg: 'reply',
    identity: null,
    zone: 'use1-az1',
    translations: [last],
  }
}

describe('undoTranslation', () => {
  it('answers the client from the address it asked, from where the translation says', () => {
    const last = translation({ source: at('10.0.0.5'), sourcePorts: EPHEMERAL_PORTS })

    expect(undoTranslation(replying(last))).toEqual({
      place: last.place,
      packet: replyTo(BEFORE),
      leg: 'reply',
      identity: null,
      sourceVpcId: null,
      zone: 'use1-az1',
      translations: [],
    })
  })

  it.each([
    [
      'chosen anew tell nothing of the client’s',
      { source: at('10.0.0.5'), sourcePorts: EPHEMERAL_PORTS },
      [[40000, 50000]],
    ],
    ['kept with the address stay as narrow as an ACL made them', {}, [[45000, 50000]]],
  ] as const)('ports %s', (_words, after, expected) => {
    const last = translation(after)

    expect(undoTranslation(replying(last, { destinationPorts: [[45000, 65535]] }))?.packet.destinationPorts).toEqual(
      expected,
    )
  })

  it('undoes the last of several and leaves the others', () => {
    const outer = translation({ source: at('10.0.0.9') })
    const inner = translation({ source: at('10.0.0.8') })

    expect(undoTranslation({ ...replying(inner), translations: [outer, inner] })?.translations).toEqual([outer])
  })

  it('undoes nothing where nothing was translated', () => {
    expect(undoTranslation({ ...replying(translation({})), translations: [] })).toBeNull()
  })

  it('answers no ICMP message that nothing answers', () => {
    const unreachable = { ...BEFORE, protocol: 1, icmp: { type: 3, code: 4 } }
    const last = { ...translation({}), before: unreachable }

    expect(undoTranslation({ ...replying(translation({})), translations: [last] })).toBeNull()
  })
})

/** Security groups whose lists a --query trimmed away. Source: AWS CLI guide, "Filter output". */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { sketchNetwork } from '../testing/sketch-network.ts'
import { internetPath } from './internet-path.ts'
import { networkOf } from './network.ts'
import { trace } from './trace.ts'

const ANYBODY: JsonObject = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }
const BARE: JsonObject = { GroupId: 'sg-1', GroupName: 'web', OwnerId: '111122223333', VpcId: 'vpc-1' }
const OTHERS_RULE: JsonObject = { GroupId: 'sg-9', SecurityGroupRuleId: 'sgr-9', IsEgress: false, IpProtocol: '-1' }

function sketched(lists: JsonObject, more: JsonObject = {}) {
  return sketchNetwork({ elements: { SecurityGroups: [{ ...BARE, ...lists }], ...more } })
}

function verdicts(lists: JsonObject, more: JsonObject = {}): readonly string[] {
  const network = networkOf(sketched(lists, more))
  const asked = { protocol: 6, port: 80, family: 4, sourcePort: null, icmp: null, via: null } as const
  return [
    ['internet', 'eni-1'],
    ['eni-1', 'internet'],
  ].map(([from = '', to = '']) => trace(network, { ...asked, from, to, sourceIp: null, destinationIp: null }).verdict)
}

describe('a list of a security group that is absent', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    ['both', {}, ['unknown', 'unknown']],
    ['IpPermissions', { IpPermissionsEgress: [ANYBODY] }, ['unknown', 'reachable']],
    ['IpPermissionsEgress', { IpPermissions: [ANYBODY] }, ['reachable', 'unknown']],
    ['IpPermissionsEgress beside an empty list', { IpPermissions: [] }, ['blocked', 'unknown']],
    ['none, both being empty', { IpPermissions: [], IpPermissionsEgress: [] }, ['blocked', 'blocked']],
  ])('is unknown in its own direction only: %s', (_, lists, expected) => {
    expect(verdicts(lists)).toEqual(expected)
  })

  it('is unknown, never blocked, where the rules of other groups alone are told', () => {
    expect(verdicts({}, { SecurityGroupRules: [OTHERS_RULE] })).toEqual(['unknown', 'unknown'])
    expect(verdicts({}, { SecurityGroupRules: [] })).toEqual(['unknown', 'unknown'])
  })

  it('of what goes out takes nothing from what is known to come in', () => {
    const exposed = (lists: JsonObject) =>
      internetPath(sketched(lists), { interfaceId: 'eni-1', family: 4, protocol: 6, ports: [[80, 80]] })

    expect(exposed({ IpPermissions: [] })).toMatchObject({ verdict: 'blocked' })
    expect(exposed({ IpPermissions: [ANYBODY] })).toMatchObject({ verdict: 'reachable' })
    expect(exposed({ IpPermissionsEgress: [ANYBODY] })).toMatchObject({ verdict: 'unknown' })
  })
})

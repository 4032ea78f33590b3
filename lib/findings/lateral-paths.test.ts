/** EXP-004 and TIER-008. Source: VPC guide, "Security group rules", "Network ACLs", "Infrastructure security in Amazon VPC". */

import { describe, expect, it } from 'vitest'
import { networkOf } from '../reachability/network.ts'
import { buildVpc, type VpcUnderTest } from '../testing/build-vpc.ts'
import { findingsOf, tell, theFailure } from '../testing/tell-findings.ts'
import { lateralPaths } from './lateral-paths.ts'

const OUT = { '0.0.0.0/0': 'igw-1' }
const town = (db: string, web: readonly string[] = ['tcp/443 from 0.0.0.0/0']): VpcUnderTest =>
  buildVpc('10.0.0.0/16')
    .subnet('subnet-pub', '10.0.0.0/24', OUT)
    .subnet('subnet-db', '10.0.1.0/24')
    .host('eni-web', 'subnet-pub', web, { privateIp: '10.0.0.10', publicIp: '198.51.100.10' })
    .host('eni-db', 'subnet-db', [db], { privateIp: '10.0.1.10' })

describe('EXP-004 path over an exposed host', () => {
  it.each<readonly [string, VpcUnderTest, readonly string[]]>([
    [
      'the database admits the group of the exposed host',
      town('tcp/5432 from sg-web'),
      ['FAIL eni-db high internal tcp/5432'],
    ],
    ['it admits the whole VPC', town('tcp/22 from 10.0.0.0/16'), ['FAIL eni-db high internal tcp/22']],
    ['it admits another port', town('tcp/8080 from sg-web'), ['PASS vpc-1']],
    ['it admits another group', town('tcp/5432 from sg-db'), ['PASS vpc-1']],
    ['the exposed host is not exposed', town('tcp/5432 from sg-web', ['tcp/443 from 10.0.0.0/8']), ['PASS vpc-1']],
    [
      'the host may not leave',
      town('tcp/5432 from sg-web', ['tcp/443 from 0.0.0.0/0', 'tcp/443 to 0.0.0.0/0']),
      ['PASS vpc-1'],
    ],
    [
      'an ACL stands between',
      town('tcp/5432 from sg-web').acl(
        'acl-2',
        ['subnet-db'],
        ['100 in allow tcp 443 0.0.0.0/0', '100 out allow all 0.0.0.0/0'],
      ),
      ['PASS vpc-1'],
    ],
  ])('%s', (_, vpc, expected) => {
    expect(tell('EXP-004', vpc.inventory)).toEqual(expected)
  })

  it('shows the way from the internet to the second host, and what to take away', () => {
    const finding = theFailure('EXP-004', town('tcp/5432 from sg-web').inventory)
    expect(finding.title).toBe('PostgreSQL on db is one step behind exposed web')
    expect(finding.exposure.path[0]?.component).toBe('internet')
    expect(finding.exposure.path.map(({ component }) => component)).toEqual(expect.arrayContaining(['sg-web', 'sg-db']))
    expect(
      finding.evidence.some(({ resourceId, kind }) => resourceId === 'sg-db' && kind === 'security-group-rule'),
    ).toBe(true)
    expect(finding.remediation.cli[0]).toContain('revoke-security-group-ingress --region eu-west-1 --group-id sg-db')
    expect(finding.related).toContainEqual({ role: 'source', id: 'eni-web' })
  })

  it('speaks of several services in the plural', () => {
    const { title } = theFailure('EXP-004', town('tcp/1-65535 from sg-web').inventory)
    expect(title).toMatch(/ more on db are one step behind exposed web$/)
  })

  it('is not evaluated where the group of the second, or interfaces, were not collected', () => {
    expect(tell('EXP-004', town('tcp/5432 from sg-web').withoutGroup('sg-db').inventory)).toEqual([
      'NOT_EVALUATED eni-db',
    ])
    expect(tell('EXP-004', town('tcp/5432 from sg-web').notCollected('NetworkInterfaces').inventory)).toContain(
      'NOT_EVALUATED 111122223333/eu-west-1',
    )
  })

  it('passes nothing where it is not known whether the first is exposed', () => {
    expect(tell('EXP-004', town('tcp/8080 from sg-web').withoutGroup('sg-web').inventory)).toEqual([
      'NOT_EVALUATED vpc-1',
    ])
  })

  it('is one finding for alike targets, and leaves to EXP-001 what the internet reaches itself', () => {
    const alike = town('tcp/5432 from sg-web').host('eni-a-db', 'subnet-db', [], {
      privateIp: '10.0.1.11',
      groups: ['sg-db'],
    })
    const [finding, ...others] = findingsOf('EXP-004', alike.inventory)
    expect(others).toEqual([])
    expect(finding?.related.filter(({ role }) => role === 'target')).toHaveLength(2)
    // The id is that of the class: it stays when another alike target comes first, or the first goes.
    expect(finding?.id).toBe(theFailure('EXP-004', town('tcp/5432 from sg-web').inventory).id)
    const open = town('tcp/22 from 10.0.0.0/8', ['tcp/22 from 0.0.0.0/0', 'tcp/443 from 0.0.0.0/0']).host(
      'eni-w2',
      'subnet-pub',
      [],
      {
        privateIp: '10.0.0.11',
        publicIp: '198.51.100.11',
        groups: ['sg-web'],
      },
    )
    expect(findingsOf('EXP-004', open.inventory).map(({ resource }) => resource.id)).toEqual(['eni-db'])
  })
})

describe('EXP-004 from a bastion', () => {
  const bastion = (rule: string) =>
    buildVpc('10.0.0.0/16')
      .subnet('subnet-pub', '10.0.0.0/24', OUT)
      .subnet('subnet-a', '10.0.1.0/24')
      .subnet('subnet-b', '10.0.2.0/24')
      .host('eni-bastion', 'subnet-pub', ['tcp/22 from 0.0.0.0/0'], {
        privateIp: '10.0.0.10',
        publicIp: '198.51.100.10',
      })
      .host('eni-app', 'subnet-a', [rule], { privateIp: '10.0.1.10' })
      .host('eni-app2', 'subnet-b', [], { privateIp: '10.0.2.10', groups: ['sg-app'] })

  it('does not take administration for a mistake, and does take data', () => {
    expect(tell('EXP-004', bastion('tcp/22 from sg-bastion').inventory)).toEqual(['PASS vpc-1'])
    expect(tell('EXP-004', bastion('tcp/5432 from sg-bastion').inventory)).toEqual([
      'FAIL eni-app high internal tcp/5432',
    ])
  })

  it('is one finding for one rule, in whatever subnets its interfaces stand', () => {
    const finding = theFailure('EXP-004', bastion('tcp/5432 from sg-bastion').inventory)
    expect(finding.related.filter(({ role }) => role === 'target').map(({ id }) => id)).toEqual(['eni-app', 'eni-app2'])
  })
})

describe('TIER-008 edge reaches data', () => {
  it.each<readonly [string, VpcUnderTest, readonly string[]]>([
    [
      'a public host opens the database',
      town('tcp/5432 from sg-web', ['tcp/443 from 10.0.0.0/8', 'tcp/8080 from 10.0.0.0/8']),
      ['FAIL eni-db high internal tcp/5432'],
    ],
    [
      'only the application does',
      town('tcp/5432 from sg-app').host('eni-app', 'subnet-db', [], { privateIp: '10.0.1.20' }),
      ['PASS vpc-1'],
    ],
    ['the port is none of data', town('tcp/8080 from sg-web'), ['PASS vpc-1']],
    [
      'the group of the database was not collected, so that no tier tells',
      town('tcp/5432 from sg-web').withoutGroup('sg-db'),
      ['NOT_EVALUATED vpc-1'],
    ],
  ])('%s', (_, vpc, expected) => {
    expect(tell('TIER-008', vpc.inventory)).toEqual(expected)
  })

  it('is corrected by the setting, and prints it', () => {
    const { inventory } = town('tcp/5432 from sg-web')
    expect(tell('TIER-008', inventory, { tierOf: { 'i-web': 'app' } })).toEqual(['PASS vpc-1'])
    const finding = theFailure('TIER-008', inventory, { tierOf: { 'eni-db': 'data' } })
    expect(finding.settingsUsed['tierOf']).toBe('eni-db: data')
    expect(finding.title).toBe('web at the edge can open PostgreSQL on db')
  })

  it('is not evaluated where the network ACLs between the two were not collected', () => {
    const vpc = town('tcp/5432 from sg-web').notCollected('NetworkAcls')
    expect(tell('TIER-008', vpc.inventory)).toEqual(['NOT_EVALUATED eni-db'])
  })
})

describe('the bound on the work', () => {
  it('stops at the limit and says so, and with it finds what there is', () => {
    const { inventory } = town('tcp/5432 from sg-web')
    const [senders, receivers] = ['eni-web', 'eni-db'].map((id) =>
      [...inventory.networkInterfaces.values()].filter((one) => one.id === id),
    )
    const question = { senders: senders ?? [], receivers: receivers ?? [], ports: [[5432, 5432]] as const }
    expect(lateralPaths(networkOf(inventory), question, 0)).toEqual({ paths: [], isCut: true })
    expect(lateralPaths(networkOf(inventory), question, 1)).toMatchObject({
      paths: [{ verdict: 'reachable' }],
      isCut: false,
    })
  })

  it('asks no further source of an end once ten reach all of its ports', () => {
    const many = Array.from({ length: 14 }, (_, at) => at).reduce(
      (vpc, at) => vpc.host(`eni-w${at}`, 'subnet-pub', ['tcp/443 from 0.0.0.0/0'], { privateIp: `10.0.0.${at + 20}` }),
      town('tcp/5432 from 10.0.0.0/16'),
    )
    const all = [...many.inventory.networkInterfaces.values()]
    const question = {
      senders: all.filter(({ id }) => id !== 'eni-db'),
      receivers: all.filter(({ id }) => id === 'eni-db'),
      ports: [[5432, 5432]] as const,
    }
    const answer = lateralPaths(networkOf(many.inventory), question)
    expect(answer.isCut).toBe(false)
    expect(answer.paths).toHaveLength(10)
  })
})

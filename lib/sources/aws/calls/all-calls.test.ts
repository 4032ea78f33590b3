import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { DESCRIBE_KEYS } from '../../../describe/document.ts'
import { isKnownKey } from '../../../describe/wrapper-keys.ts'
import { refusedCalls } from '../../../inventory/collection-calls.ts'
import { operationsOf } from '../service-clients.ts'
import { ALL_CALLS, actionOf, callsFor, commandOf } from './all-calls.ts'
import type { AwsCall } from './aws-call.ts'
import { callsOf } from './aws-call.ts'

const run = promisify(execFile)
const SCRIPT = fileURLToPath(new URL('../../../../docs/collect.sh', import.meta.url))

const named = (call: AwsCall) => `${call.service} ${call.operation}`

describe('the table of calls', () => {
  it.each([...new Set(ALL_CALLS.map(({ service }) => service))])(
    'every operation of %s is a command of its client',
    async (service) => {
      const { all } = await operationsOf(service)
      const calls = ALL_CALLS.filter((call) => call.service === service)
      expect(calls.filter(({ operation }) => !all.includes(operation)).map(named)).toEqual([])
    },
  )

  it('pages wherever the SDK has a paginator, and where AWS pages without one', async () => {
    const unpaged: string[] = []
    for (const call of ALL_CALLS) {
      const { paged } = await operationsOf(call.service)
      if (paged.includes(call.operation) && call.paging === null) unpaged.push(named(call))
    }
    expect(unpaged).toEqual([])
    expect(
      ALL_CALLS.find(({ operation }) => operation === 'DescribeVpcBlockPublicAccessExclusions')?.paging,
    ).not.toBeNull()
  })

  it('sends a page size with every call that pages', () => {
    expect(ALL_CALLS.filter(({ paging }) => paging !== null && paging.size === null).map(named)).toEqual([])
  })

  it('only describes, lists, gets and searches', () => {
    expect(
      ALL_CALLS.filter(({ operation }) => !/^(?:Describe|List|Get|Search)[A-Z]/.test(operation)).map(named),
    ).toEqual([])
  })

  it('puts every answer under a key the document knows', () => {
    const strangers = ALL_CALLS.filter(({ reading }) => reading.kind !== 'ids' && !isKnownKey(reading.key))
    expect(strangers.map(named)).toEqual([])
  })

  it('fills every key of a document, each from calls of one scope', () => {
    const filled = new Map(DESCRIBE_KEYS.map((key) => [key, ALL_CALLS.filter(({ fills }) => fills.includes(key))]))
    expect([...filled].filter(([, calls]) => calls.length === 0).map(([key]) => key)).toEqual([])
    expect([...filled].filter(([, calls]) => new Set(calls.map(({ scope }) => scope)).size > 1)).toEqual([])
  })

  it('says of every call what it fills or completes', () => {
    expect(ALL_CALLS.filter(({ fills, completes }) => fills.length + completes.length === 0).map(named)).toEqual([])
  })

  it('has the parent of every call that hangs off another, once, in the same scope', () => {
    for (const call of ALL_CALLS) {
      if (call.per === null) continue
      const parents = ALL_CALLS.filter(
        ({ service, operation }) => service === call.service && operation === call.per?.operation,
      )
      expect(
        parents.map(({ scope }) => scope),
        named(call),
      ).toEqual([call.scope])
    }
  })

  it('asks a Region and an account for different things', () => {
    expect(callsFor('eu-west-1').length + callsFor('global').length).toBe(ALL_CALLS.length)
    expect(callsFor('global').map(named)).toContain('organizations ListAccounts')
  })
})

describe('a gap', () => {
  it('names the key and the action of every call that can fail', () => {
    const unnamed = ALL_CALLS.filter((call) => {
      const refused = refusedCalls(commandOf(call))
      const keys = new Set([...call.fills, ...call.completes])
      return ![...keys].every((key) => refused.some((each) => each.key === key && each.action === actionOf(call)))
    })
    expect(unnamed.map(named)).toEqual([])
  })
})

describe('an entry', () => {
  const ec2 = callsOf<typeof import('@aws-sdk/client-ec2')>('ec2')
  const elbv2 = callsOf<typeof import('@aws-sdk/client-elastic-load-balancing-v2')>('elbv2')

  it('is a type error where the SDK has no such operation, field or list', () => {
    // @ts-expect-error there is no such operation
    expect(ec2('DescribeNetworks', { list: 'Vpcs' })).toBeDefined()
    // @ts-expect-error the answer has no such list
    expect(ec2('DescribeVpcs', { list: 'Networks' })).toBeDefined()
    // @ts-expect-error EC2 has no PageSize
    expect(ec2('DescribeVpcs', { list: 'Vpcs', page: ['PageSize', 100, 'NextToken'] })).toBeDefined()
    // @ts-expect-error the token of the answer has another name
    expect(elbv2('DescribeLoadBalancers', { page: ['PageSize', 400, 'Marker', 'Marker'] })).toBeDefined()
    // @ts-expect-error the request has no such field
    expect(ec2('DescribeVpcAttribute', { per: { operation: 'DescribeVpcs', into: 'VpcIds' } })).toBeDefined()
    // @ts-expect-error no such attribute
    expect(ec2('DescribeVpcAttribute', { input: { Attribute: 'enableDns' } })).toBeDefined()
    // @ts-expect-error no such key of a document
    expect(ec2('DescribeVpcs', { list: 'Vpcs', fills: 'Networks' })).toBeDefined()
  })
})

/** Calls of the table that the script does not make, with the reason. */
const ONLY_LIVE: Readonly<Record<string, string>> = {
  'elb describe-load-balancer-attributes': 'cross-zone balancing of a classic load balancer; the script leaves it out',
}

/** Calls that the script makes and the table does not: the session asks these before any cell. */
const ONLY_SCRIPT: readonly string[] = []

describe('docs/collect.sh', () => {
  it('asks for the same, but for the differences listed', async () => {
    const { stdout } = await run('bash', [SCRIPT, '--dry-run', '--regions', 'all'])
    const script = new Set(
      stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split(' ').slice(1, 3).join(' ')),
    )
    const table = new Set(ALL_CALLS.map(commandOf))
    expect([...table].filter((command) => !script.has(command)).sort()).toEqual(Object.keys(ONLY_LIVE).sort())
    expect([...script].filter((command) => !table.has(command))).toEqual(ONLY_SCRIPT)
  })
})

import { describe, expect, it } from 'vitest'
import { formatPorts } from '../net/traffic.ts'
import { buildVpc } from '../testing/build-vpc.ts'
import { networkOf } from './network.ts'
import { pairQuery } from './pair-query.ts'
import { rulesOfId } from './rule-id.ts'
import { severedTraffic } from './severed-traffic.ts'
import { trace } from './trace.ts'
import { without } from './without.ts'

const VPC = buildVpc('10.0.0.0/16')
  .subnet('subnet-pub', '10.0.1.0/24', { '0.0.0.0/0': 'igw-1' })
  .subnet('subnet-app', '10.0.2.0/24')
  .host('eni-web', 'subnet-pub', ['tcp/443 from 0.0.0.0/0', 'tcp/22 from 10.0.2.0/24'], {
    privateIp: '10.0.1.10',
    publicIp: '198.51.100.10',
  })
  .host('eni-app', 'subnet-app', ['tcp/8080 from 10.0.1.0/24'], { privateIp: '10.0.2.10' })

const { inventory } = VPC
const network = networkOf(inventory)

function severed(...ids: readonly string[]) {
  const rules = ids.flatMap((id) => rulesOfId(inventory, id))
  const { traffic, complete } = severedTraffic(network, without(network, ids).network, rules)
  const lines = traffic.map(
    ({ from, to, protocol, ports }) => `${from.join()} -> ${to.join()} ${protocol}/${formatPorts(ports)}`,
  )
  return { lines, complete }
}

const ruleOf = (group: string, text: string) => {
  const found = inventory.securityGroups.get(group as `sg-${string}`)?.rules.find(({ key }) => key.includes(text))
  return `${group}/${found?.key}`
}

describe('severedTraffic', () => {
  it('tells whom inside a rule for the internet also let in', () => {
    expect(severed(ruleOf('sg-web', '443')).lines).toEqual(['eni-app -> eni-web 6/443'])
  })

  it('tells only what nothing else still admits', () => {
    expect(severed(ruleOf('sg-app', '8080'), ruleOf('sg-web', ' 22 ')).lines.toSorted()).toEqual([
      'eni-app -> eni-web 6/22',
      'eni-web -> eni-app 6/8080',
    ])
  })

  it('says nothing where nothing changes', () => {
    expect(severed()).toEqual({ lines: [], complete: true })
  })

  it('agrees with a trace of each pair before and after', () => {
    const id = ruleOf('sg-web', '443')
    const after = without(network, [id]).network
    const endOf = (id: string) => {
      const networkInterface = inventory.networkInterfaces.get(id as `eni-${string}`)
      const address = networkInterface?.addresses[0]?.privateIp
      if (!networkInterface || !address) throw new Error(`${id} has no address.`)
      return { networkInterface, address }
    }
    const query = pairQuery({ from: endOf('eni-app'), to: endOf('eni-web') }, { protocol: 6, port: 443 })
    expect([trace(network, query).verdict, trace(after, query).verdict]).toEqual(['reachable', 'blocked'])
  })
})

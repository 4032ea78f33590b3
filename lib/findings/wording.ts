/** Words of findings: names of resources and ports, lists read aloud. */

import type { Inventory } from '../inventory/inventory.ts'
import type { NetworkInterface } from '../inventory/network.ts'
import { intersect, type NumberSet, subtract } from '../net/interval-set.ts'
import { interfaceRole } from './interface-role.ts'
import { portsText } from './settings.ts'

/** `a`, `a and b`, `a, b and c`; past `limit` the rest is counted: `a, b and 7 more`. */
export function listWords(words: readonly string[], limit = 4): string {
  const shown = words.length > limit ? [...words.slice(0, limit - 1), `${words.length - limit + 1} more`] : words
  return shown.length < 2 ? (shown[0] ?? 'none') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

export function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

/** `1 interface`, `4 interfaces`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** `sg-1 (web)`, or the id alone when there is no name. */
export function named(resource: { readonly id: string; readonly name: string | null }): string {
  return resource.name && resource.name !== resource.id ? `${resource.id} (${resource.name})` : resource.id
}

/** What people call an interface: its instance's name, else its own, else an id. */
export function carrierName(inventory: Inventory, networkInterface: NetworkInterface): string {
  const { instanceId } = networkInterface
  if (instanceId) return inventory.instances.get(instanceId)?.name ?? instanceId
  const byRole = interfaceRole(networkInterface) === 'database' ? databaseName(inventory, networkInterface) : null
  return networkInterface.name ?? loadBalancerName(networkInterface) ?? byRole ?? networkInterface.id
}

/** The data store that shares a group with the interface, when only one does: AWS does not name it there. */
function databaseName(inventory: Inventory, { vpcId, securityGroupIds }: NetworkInterface): string | null {
  const [only, ...others] = [...inventory.databases.values()].filter(
    (database) =>
      database.vpcId === vpcId && database.securityGroupIds.some((id) => securityGroupIds.some((own) => own === id)),
  )
  return only && others.length === 0 ? (only.name ?? only.id) : null
}

/** AWS writes `ELB app/web/50dc6c49` on the interfaces of a load balancer. Source: ELB guides. */
export function loadBalancerName({ description }: NetworkInterface): string | null {
  const match = /^ELB (?:(?:app|net|gwy)\/)?([^/]+)/.exec(description)
  return match?.[1] ?? null
}

/** What listens on these ports by custom, e.g. `SSH and RDP`; the ports themselves where custom has no word. */
export function portWords(ports: NumberSet): string {
  const words = new Set<string>()
  for (const [word, known] of WORDS) if (intersect(ports, known).length > 0) words.add(word)
  const unnamed = WORDS.reduce<NumberSet>((rest, [, known]) => subtract(rest, known), ports)
  if (unnamed.length > 0)
    words.add(`${unnamed.length === 1 && isOne(unnamed) ? 'port' : 'ports'} ${portsText(unnamed.slice(0, 4))}`)
  return listWords([...words])
}

function isOne([first]: NumberSet): boolean {
  return first !== undefined && first[0] === first[1]
}

const WORDS: readonly (readonly [string, NumberSet])[] = [
  ['SSH', [[22, 22]]],
  ['RDP', [[3389, 3389]]],
  ['Telnet', [[23, 23]]],
  ['WinRM', [[5985, 5986]]],
  ['VNC', [[5900, 5903]]],
  ['Docker', [[2375, 2376]]],
  ['Kubelet', [[10250, 10250]]],
  ['FTP', [[20, 21]]],
  ['SMTP', [[25, 25]]],
  ['DNS', [[53, 53]]],
  ['HTTP', [[80, 80]]],
  ['HTTPS', [[443, 443]]],
  ['POP3', [[110, 110]]],
  ['RPC', [[135, 135]]],
  ['IMAP', [[143, 143]]],
  ['SMB', [[445, 445]]],
  ['SQL Server', [[1433, 1434]]],
  [
    'Oracle',
    [
      [1521, 1521],
      [2483, 2484],
    ],
  ],
  ['NFS', [[2049, 2049]]],
  ['MySQL', [[3306, 3306]]],
  ['PostgreSQL', [[5432, 5432]]],
  ['Kibana', [[5601, 5601]]],
  ['Redis', [[6379, 6379]]],
  [
    'Cassandra',
    [
      [7000, 7001],
      [7199, 7199],
      [9042, 9042],
      [9160, 9160],
    ],
  ],
  ['Kafka', [[9092, 9092]]],
  [
    'Elasticsearch',
    [
      [9200, 9200],
      [9300, 9300],
    ],
  ],
  ['Memcached', [[11211, 11211]]],
  ['MongoDB', [[27017, 27018]]],
]

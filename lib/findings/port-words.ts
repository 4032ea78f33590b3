/** What listens on ports by custom. Source: IANA service names, and the products' own documentation. */

import { intersect, intervalSet, meet, type NumberSet, subtract, union } from '../net/interval-set.ts'
import { portsText } from './settings.ts'
import { listWords } from './wording.ts'

export interface PortWords {
  /** `SSH and RDP`; `UDP port 51820` where custom has no word. */
  readonly text: string
  readonly plural: boolean
}

/** What these ports are called, in a title: two words and how many more. */
export function portWords({ tcp, udp }: { readonly tcp: NumberSet; readonly udp: NumberSet }): PortWords {
  const all = union(tcp, udp)
  const known = WORDS.filter(([, ports]) => meet(all, ports)).map(([word]) => word)
  const other = (ports: NumberSet) => subtract(ports, NAMED)
  const words = [...known, ...unnamed(other(tcp), other(udp))]
  return { text: listWords(words, 3), plural: words.length > 1 || /\bports /.test(words[0] ?? '') }
}

function unnamed(tcp: NumberSet, udp: NumberSet): readonly string[] {
  const both = intersect(tcp, udp)
  const sides: readonly (readonly [string, NumberSet])[] = [
    ['TCP and UDP', both],
    ['TCP', subtract(tcp, both)],
    ['UDP', subtract(udp, both)],
  ]
  return sides.flatMap(([protocol, ports]) => (ports.length === 0 ? [] : [`${protocol} ${rangesText(ports)}`]))
}

function rangesText(ports: NumberSet): string {
  const [first] = ports
  const one = ports.length === 1 && first?.[0] === first?.[1]
  const more = ports.length > 3 ? ` and ${ports.length - 2} other ranges` : ''
  return `${one ? 'port' : 'ports'} ${portsText(more === '' ? ports : ports.slice(0, 2))}${more}`
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

const NAMED: NumberSet = intervalSet(WORDS.flatMap(([, ports]) => ports))

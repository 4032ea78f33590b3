/**
 * `node scripts/measure-import.ts [megabytes]`: one large file through the real server, measured from outside.
 * Prints a row of a Markdown table: what the import cost, then what the first look at it cost. Needs Linux, for
 * `/proc`, and a built dashboard.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { get, type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import type { JsonObject } from '../lib/describe/document.ts'
import { estateOfSize } from '../lib/testing/estate-of-size.ts'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const PING_EVERY_MS = 20
/** What one VPC of the estate below takes when the AWS CLI prints it. */
const MEGABYTES_PER_VPC = 2.11

async function measure(file: string): Promise<void> {
  await pipeline(Readable.from(cliOutput(Math.ceil(megabytes / MEGABYTES_PER_VPC))), createWriteStream(file))
  const server = await startServer(join(folder, 'data'))
  try {
    await fetch(`${server.url}/api/snapshots`)
    const before = memoryMb(server.process)
    const imported = await importFile(server.url, file)
    const after = memoryMb(server.process)
    const view = await timed(() => getText(`${server.url}/api/snapshots/${imported.snapshotId}/view`))
    const again = await timed(() => getText(`${server.url}/api/snapshots/${imported.snapshotId}/view`))
    const afterView = memoryMb(server.process)
    print({
      'File MB': statSync(file).size / 1e6,
      Resources: imported.resources,
      'Upload s': imported.uploadMs / 1e3,
      'First progress ms': imported.firstProgressMs,
      'Import s': imported.importMs / 1e3,
      'Before MB': before.now,
      'Peak MB': after.peak,
      'Growth MB': after.peak - before.now,
      'Growth ÷ file': (after.peak - before.now) / (statSync(file).size / 1e6),
      'Slowest other request ms': imported.slowestPingMs,
      'First view s': view.ms / 1e3,
      'Second view s': again.ms / 1e3,
      'View MB': view.value.text.length / 1e6,
      'View sent MB': view.value.bytes / 1e6,
      'Peak with view MB': afterView.peak,
    })
  } finally {
    server.process.kill('SIGTERM')
    await once(server.process, 'exit')
  }
}

function print(row: Readonly<Record<string, number>>): void {
  const digits = (value: number) => (Number.isInteger(value) || value >= 100 ? value.toFixed(0) : value.toFixed(2))
  console.log(`| ${Object.keys(row).join(' | ')} |`)
  console.log(`|${' ---: |'.repeat(Object.keys(row).length)}`)
  console.log(`| ${Object.values(row).map(digits).join(' | ')} |`)
}

/** The calls of one account and region as the AWS CLI prints them, with fields the reader has no use for. */
function* cliOutput(vpcs: number): Generator<string> {
  const [document] = estateOfSize({ vpcs, subnetsPerVpc: 12, instancesPerSubnet: 42 })
  if (!document) throw new Error('An estate has a document.')
  let opening = '{\n'
  for (const [key, elements] of document.elements) {
    yield `${opening}    ${JSON.stringify(key === 'Instances' ? 'Reservations' : key)}: [`
    opening = ',\n'
    let separator = '\n'
    for (const element of elements) {
      yield separator + indented(asPrinted(key, element))
      separator = ',\n'
    }
    yield '\n    ]'
  }
  yield '\n}\n'
}

function indented(value: unknown): string {
  return JSON.stringify(value, null, 4).replaceAll(/^/gm, '        ')
}

function asPrinted(key: string, element: JsonObject): JsonObject {
  if (key === 'NetworkInterfaces') return { ...element, ...EXTRA_OF_INTERFACE }
  if (key !== 'Instances') return element
  const instance = { ...element, ...EXTRA_OF_INSTANCE }
  return {
    Groups: [],
    OwnerId: '111122223333',
    ReservationId: `r-${String(element['InstanceId'])}`,
    Instances: [instance],
  }
}

const ATTACHED_AT = '2026-01-01T00:00:00+00:00'
const EXTRA_OF_INTERFACE: JsonObject = {
  AvailabilityZone: 'eu-west-1a',
  Ipv6Addresses: [],
  MacAddress: '0a:00:00:00:00:01',
  PrivateDnsName: 'ip-10-0-0-1.eu-west-1.compute.internal',
  RequesterManaged: false,
  TagSet: [{ Key: 'Team', Value: 'charts' }],
}
const EXTRA_OF_INSTANCE: JsonObject = {
  AmiLaunchIndex: 0,
  Architecture: 'x86_64',
  BlockDeviceMappings: [
    { DeviceName: '/dev/xvda', Ebs: { AttachTime: ATTACHED_AT, DeleteOnTermination: true, Status: 'attached' } },
  ],
  CpuOptions: { CoreCount: 1, ThreadsPerCore: 2 },
  EbsOptimized: false,
  Hypervisor: 'xen',
  ImageId: 'ami-0123456789abcdef0',
  LaunchTime: ATTACHED_AT,
  Monitoring: { State: 'disabled' },
  Placement: { AvailabilityZone: 'eu-west-1a', GroupName: '', Tenancy: 'default' },
  ProductCodes: [],
  RootDeviceName: '/dev/xvda',
  RootDeviceType: 'ebs',
  VirtualizationType: 'hvm',
}

async function startServer(data: string): Promise<{ readonly process: ChildProcess; readonly url: string }> {
  const argv = ['--disable-warning=ExperimentalWarning', join(ROOT, 'lib/cli/main.ts'), 'serve', '--port', '0']
  const child = spawn(process.execPath, [...argv, '--data', data], { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/\S+/.exec(line)?.[0]
    if (url === undefined) continue
    child.stdout.resume()
    return { process: child, url }
  }
  throw new Error('The server ended before it listened.')
}

/** Resident memory of the whole process, workers included, as the system counts it. */
function memoryMb({ pid }: ChildProcess): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const read = (field: string) => (Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024) / 1e6
  return { now: read('VmRSS'), peak: read('VmHWM') }
}

interface Imported {
  readonly snapshotId: string
  readonly resources: number
  readonly uploadMs: number
  readonly firstProgressMs: number
  readonly importMs: number
  readonly slowestPingMs: number
}

async function importFile(url: string, file: string): Promise<Imported> {
  const bytes = statSync(file).size
  const headers = { origin: url, 'x-portolan-request': '1', 'content-type': 'application/json' }
  const body = JSON.stringify({ files: [{ path: 'describe.json', bytes }] })
  const { id }: { id: string } = await (await fetch(`${url}/api/imports`, { method: 'POST', headers, body })).json()
  const pings = startPings(`${url}/api/snapshots`)
  const upload = await timed(() => put(`${url}/api/imports/${id}/files?path=describe.json`, { file, bytes, headers }))
  const startedAt = performance.now()
  await fetch(`${url}/api/imports/${id}/start`, { method: 'POST', headers })
  let firstProgressMs = Number.NaN
  const lines = createInterface({ input: await opened(`${url}/api/imports/${id}/events`) })
  let event = ''
  let resources = 0
  for await (const line of lines) {
    if (line.startsWith('event: ')) event = line.slice(7)
    if (!line.startsWith('data: ')) continue
    const data = JSON.parse(line.slice(6))
    resources = data.resources ?? resources
    if (event === 'failed') throw new Error(line)
    if (event === 'progress' && data.bytesDone > 0 && Number.isNaN(firstProgressMs))
      firstProgressMs = performance.now() - startedAt
    if (event !== 'done') continue
    const importMs = performance.now() - startedAt
    const slowestPingMs = await pings.stop()
    return { snapshotId: data.snapshotId, resources, uploadMs: upload.ms, firstProgressMs, importMs, slowestPingMs }
  }
  throw new Error('The events ended before the import did.')
}

function startPings(url: string): { stop(): Promise<number> } {
  let slowest = 0
  let running = true
  const loop = (async () => {
    while (running) {
      slowest = Math.max(slowest, (await timed(async () => (await fetch(url)).text())).ms)
      await new Promise((resolve) => setTimeout(resolve, PING_EVERY_MS))
    }
  })()
  return {
    async stop() {
      running = false
      await loop
      return slowest
    },
  }
}

interface Put {
  readonly file: string
  readonly bytes: number
  readonly headers: Readonly<Record<string, string>>
}

async function put(url: string, { file, bytes, headers }: Put): Promise<void> {
  const sent = request(url, { method: 'PUT', headers: { ...headers, 'content-length': bytes } })
  const answered = once(sent, 'response')
  await pipeline(createReadStream(file), sent)
  const [response]: IncomingMessage[] = await answered
  response?.resume()
  if (response?.statusCode !== 204) throw new Error(`The upload was answered with ${response?.statusCode}.`)
}

async function opened(url: string, headers: Readonly<Record<string, string>> = {}): Promise<IncomingMessage> {
  const [response]: IncomingMessage[] = await once(get(url, { headers }), 'response')
  if (!response) throw new Error('There was no answer.')
  return response
}

/** The text, and the bytes it took on the way. */
async function getText(url: string): Promise<{ readonly text: string; readonly bytes: number }> {
  const sent = await opened(url, { 'accept-encoding': 'gzip, br' })
  let bytes = 0
  for await (const chunk of sent) bytes += chunk.length
  const text = await (await fetch(url)).text()
  if (sent.statusCode !== 200) throw new Error(`The view was answered with ${sent.statusCode}: ${text.slice(0, 500)}`)
  return { text, bytes }
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const start = performance.now()
  const value = await work()
  return { ms: performance.now() - start, value }
}

const megabytes = Number(process.argv[2] ?? '100')
const folder = mkdtempSync(join(tmpdir(), 'portolan-measure-'))
try {
  await measure(join(folder, 'describe.json'))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

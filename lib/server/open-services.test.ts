/** The services as the server opens them: real store, real workers, the built-in estate. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ResourceDetail, SnapshotView } from '../snapshots/snapshot.ts'
import { createSample } from './create-sample.ts'
import { type OpenServices, openServices } from './open-services.ts'
import { viewSharedSnapshot, viewSnapshot } from './view-snapshot.ts'

const WHOLE = { levels: [], reveal: [], scope: null }

describe('the services', () => {
  let folder = ''
  let opened: OpenServices
  const printed: string[] = []

  const open = () => openServices({ data: join(folder, 'data'), out: (text) => printed.push(text), log: () => {} })

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'portolan-open-'))
    opened = await open()
  })
  afterEach(async () => {
    await opened.close()
    printed.splice(0)
    rmSync(folder, { recursive: true })
  })

  it('show the sample: scene, findings, gaps and every row with its detail', async () => {
    const { services } = opened
    const { id } = await createSample(services)
    const view: SnapshotView = JSON.parse(await viewSnapshot(services, id, WHOLE))
    expect(view).toMatchObject({ frozen: false, snapshot: { id, name: 'Sample estate', source: 'sample' } })
    expect(view.scene.counts.vpcs).toBeGreaterThan(2)
    expect(view.summary.failed).toBe(view.findings.filter(({ status }) => status === 'FAIL').length)
    expect(view.summary.failed).toBeGreaterThan(5)
    const { total, rows } = JSON.parse(
      await services.analysis.ask(id, { kind: 'resources', offset: 0, limit: 1000, text: '' }),
    )
    expect(rows).toHaveLength(total)
    const subnet = rows.find(({ type }: { type: string }) => type === 'subnet')
    const detail: ResourceDetail = JSON.parse(
      await services.analysis.ask(id, { kind: 'resource', id: subnet.id, withFile: true }),
    )
    expect(detail.row).toEqual(subnet)
    expect(detail.json).toMatchObject({ SubnetId: subnet.id })
  })

  it('show a guest the same, under the name of the share', async () => {
    const { services } = opened
    const { id } = await createSample(services)
    const share = {
      id: 'A'.repeat(22),
      snapshotId: id,
      label: 'l',
      createdAt: '2026-11-23T10:00:00.000Z',
      expiresAt: '2026-12-23T10:00:00.000Z',
      revokedAt: null,
      openCount: 0,
      lastOpenedAt: null,
      viewState: '',
    }
    const guest: SnapshotView = JSON.parse(await viewSharedSnapshot(services, share, WHOLE))
    const owner: SnapshotView = JSON.parse(await viewSnapshot(services, id, WHOLE))
    expect(guest.frozen).toBe(true)
    expect(guest.snapshot.id).toBe(share.id)
    expect({ ...guest, frozen: false, snapshot: owner.snapshot }).toEqual(owner)
    expect(JSON.stringify(guest)).not.toContain(id)
    await services.store.deleteSnapshot(id)
    await expect(viewSharedSnapshot(services, share, WHOLE)).rejects.toMatchObject({ code: 'share-not-available' })
    await expect(viewSnapshot(services, id, WHOLE)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('find rows by every word, wherever it stands, and never read a word as a pattern', async () => {
    const { services } = opened
    const { id } = await createSample(services)
    const ask = async (text: string) =>
      JSON.parse(await services.analysis.ask(id, { kind: 'resources', offset: 0, limit: 1000, text }))
    const all = await ask('')
    const nat = await ask('NAT-gateway')
    expect(nat.total).toBeGreaterThan(0)
    expect(nat.total).toBeLessThan(all.total)
    expect(await ask('gateway nat-')).toEqual(await ask('nat- gateway'))
    expect((await ask('.*')).total).toBe(0)
    expect((await ask('(a+)+$')).total).toBe(0)
    const page = JSON.parse(await services.analysis.ask(id, { kind: 'resources', offset: 10, limit: 5, text: '' }))
    expect(page).toEqual({ total: all.total, rows: all.rows.slice(10, 15) })
  })

  it('draw the map, both themes, as one picture that names nothing outside', async () => {
    const { services } = opened
    const { id } = await createSample(services)
    for (const theme of ['light', 'dark'] as const) {
      const svg = await services.analysis.ask(id, {
        kind: 'svg',
        theme,
        lens: 'placement',
        title: '<script>alert(1)</script>',
      })
      expect(svg).toMatch(/^<svg /)
      expect(svg).not.toContain('<script')
      expect(svg).not.toMatch(/(?:href|src)="(?!#)/)
    }
  })

  it('open the sample once, however often it is asked for', async () => {
    const first = await createSample(opened.services)
    await opened.services.store.renameSnapshot(first.id, 'For the meeting')
    expect(await createSample(opened.services)).toMatchObject({ id: first.id, name: 'For the meeting' })
    expect(await opened.services.store.listSnapshots()).toHaveLength(1)
  })

  it('print what they keep in the audit log, one JSON object a line', async () => {
    await opened.services.audit({
      action: 'snapshot-rename',
      actor: 'owner',
      subject: 's',
      result: 'done',
      detail: 'a name\r\n{"forged":true}',
    })
    expect(printed).toHaveLength(1)
    expect(printed[0]?.trimEnd()).not.toContain('\n')
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({ event: 'audit', detail: 'a name\r\n{"forged":true}' })
    expect(await opened.services.store.listAudit()).toMatchObject([{ action: 'snapshot-rename' }])
  })

  it('are ready until they are told to drain', async () => {
    expect(await opened.services.notReady()).toBeNull()
    opened.drain()
    expect(await opened.services.notReady()).toBe('shutting down')
  })

  it('give their directory back, and find everything in it again', async () => {
    const { id } = await createSample(opened.services)
    await expect(open()).rejects.toMatchObject({ code: 'data-directory-in-use' })
    await opened.close()
    expect(readdirSync(join(folder, 'data')).toSorted()).not.toContain('portolan.pid')
    opened = await open()
    expect((await opened.services.store.findSnapshot(id))?.id).toBe(id)
  })
})

/** Bad input gets a clear error and loses nothing. */

import { dropFiles } from './drop-files.ts'
import { expect, test } from './watched-page.ts'

test('a table output says which command to run instead, and nothing is stored', async ({ page, request }) => {
  const before = await snapshotCount(request)
  await page.goto('/?view=import')
  const table = ['-------------', '|DescribeVpcs|', '+-----------+', '||  Vpcs   ||', '-------------'].join('\n')
  await dropFiles(page, [{ name: 'vpcs.txt', content: Buffer.from(table) }])
  await expect(page.getByRole('heading', { name: 'Nothing new was stored' })).toBeVisible()
  await expect(page.getByText(/--output json/).first()).toBeVisible()
  expect(await snapshotCount(request)).toBe(before)
})

test('one bad file beside a good one loses only itself', async ({ page }) => {
  const good = {
    Vpcs: [{ VpcId: 'vpc-0good', CidrBlock: '10.9.0.0/16', OwnerId: '111122223333' }],
    Subnets: [
      {
        SubnetId: 'subnet-0good',
        VpcId: 'vpc-0good',
        CidrBlock: '10.9.1.0/24',
        AvailabilityZone: 'eu-west-1a',
        OwnerId: '111122223333',
      },
    ],
  }
  await page.goto('/?view=import')
  await dropFiles(page, [
    { name: 'good.json', content: Buffer.from(JSON.stringify(good)) },
    { name: 'cut.json', content: Buffer.from('{"SecurityGroups":[{"GroupId":"sg-1"},{"Group') },
    { name: 'state.tfstate', content: Buffer.from('{"version":4,"lineage":"x","resources":[]}') },
  ])
  await expect(page.getByRole('heading', { name: 'The network is stored' })).toBeVisible()
  await expect(page.getByText(/cut\.json/).first()).toBeVisible()
  await page.getByRole('button', { name: 'Open the map' }).click()
  await expect(page.getByRole('treeitem', { name: /10\.9\.1\.0\/24/ })).toBeVisible()
})

test('names from AWS stay text, whatever they hold', async ({ page }) => {
  const hostile = '<img src=x onerror=alert(1)>\u202Etxt'
  const network = {
    Vpcs: [
      {
        VpcId: 'vpc-0hostile',
        CidrBlock: '10.8.0.0/16',
        OwnerId: '111122223333',
        Tags: [{ Key: 'Name', Value: hostile }],
      },
    ],
  }
  await page.goto('/?view=import')
  await dropFiles(page, [{ name: 'hostile.json', content: Buffer.from(JSON.stringify(network)) }])
  await page.getByRole('button', { name: 'Open the map' }).click()
  await expect(page.getByRole('tree', { name: /Network map/ })).toBeVisible()
  expect(await page.locator('img[src="x"]').count()).toBe(0)
  expect(await page.locator('body').innerText()).not.toContain('\u202E')
})

interface Answers {
  get(url: string): Promise<{ json(): Promise<unknown> }>
}

async function snapshotCount(request: Answers): Promise<number> {
  const answer = (await (await request.get('/api/snapshots')).json()) as { snapshots: unknown[] }
  return answer.snapshots.length
}

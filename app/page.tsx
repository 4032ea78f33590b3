import { OwnerPage } from './owner-page.tsx'
import { readCollector } from './read-collector.ts'

export default async function Page() {
  return <OwnerPage collector={await readCollector()} />
}

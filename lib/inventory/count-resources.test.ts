import { expect, it } from 'vitest'
import { documentOf } from '../testing/describe-document.ts'
import { countResources } from './count-resources.ts'
import { readDescribe } from './read-describe.ts'

it('counts every kind, sorted by name, those with none included', () => {
  const counts = countResources(
    readDescribe([
      documentOf({
        elements: {
          Vpcs: [{ VpcId: 'vpc-1' }, { VpcId: 'vpc-2' }],
          AvailabilityZones: [{ ZoneName: 'eu-west-1a' }],
        },
      }),
    ]),
  )

  expect(counts).toMatchObject({ vpcs: 2, availabilityZones: 1, subnets: 0, natGateways: 0 })
  expect(Object.keys(counts)).toEqual(Object.keys(counts).toSorted())
  expect(Object.keys(counts)).not.toContain('gaps')
})

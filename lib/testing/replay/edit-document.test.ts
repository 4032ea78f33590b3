import { describe, expect, it } from 'vitest'
import { buildVpc } from '../build-vpc.ts'
import { editElement, valueAt, without, withValue } from './edit-document.ts'

const { document } = buildVpc('10.0.0.0/16').subnet('subnet-a', '10.0.1.0/24', {
  '0.0.0.0/0': 'igw-1',
  '::/0': 'igw-1',
})
const ROUTES = '/RouteTables/0/Routes'

describe('a document with one thing changed', () => {
  it('has what a pointer leads to, and nothing where it leads nowhere', () => {
    expect(valueAt(document, `${ROUTES}/1`)).toMatchObject({ DestinationCidrBlock: '0.0.0.0/0' })
    expect(valueAt(document, `${ROUTES}/9`)).toBeUndefined()
  })

  it('loses one entry of a list, and keeps the others in their order', () => {
    const after = without(document, `${ROUTES}/1`)

    expect(valueAt(after, ROUTES)).toHaveLength(2)
    expect(valueAt(after, `${ROUTES}/1`)).toMatchObject({ DestinationIpv6CidrBlock: '::/0' })
    expect(valueAt(document, ROUTES)).toHaveLength(3)
  })

  it('has another value at a pointer, or an element of an id changed, and all else as it was', () => {
    const dropped = withValue(document, `${ROUTES}/1`, (route) => ({ ...route, State: 'blackhole' }))
    const renamed = editElement(document, ['Subnets', 'SubnetId', 'subnet-a'], (each) => ({
      ...each,
      State: 'pending',
    }))

    expect(valueAt(dropped, `${ROUTES}/1/State`)).toBe('blackhole')
    expect(valueAt(dropped, `${ROUTES}/0`)).toEqual(valueAt(document, `${ROUTES}/0`))
    expect(valueAt(renamed, '/Subnets/0/State')).toBe('pending')
    expect(renamed.elements.get('RouteTables')).toBe(document.elements.get('RouteTables'))
  })
})

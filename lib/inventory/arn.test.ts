import { describe, expect, it } from 'vitest'
import { accountOfArn, arnOf, idOfArn, regionOfArn, regionOfZone } from './arn.ts'

describe('parts of an ARN', () => {
  it('reads account and region', () => {
    const arn = 'arn:aws:rds:eu-west-1:111122223333:db:orders'

    expect(accountOfArn(arn)).toBe('111122223333')
    expect(regionOfArn(arn)).toBe('eu-west-1')
  })

  it.each([null, '', 'orders', 'arn:aws:iam', 'arn:aws:globalaccelerator:::accelerator/a'])(
    'tells nothing of %j',
    (arn) => {
      expect(accountOfArn(arn)).toBeNull()
      expect(regionOfArn(arn)).toBeNull()
    },
  )

  it.each([
    ['arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1', 'subnet-1'],
    ['arn:aws:rds:eu-west-1:111122223333:db:orders', 'orders'],
    ['subnet-1', 'subnet-1'],
  ])('finds the id at the end of %s', (arn, id) => {
    expect(idOfArn(arn)).toBe(id)
  })

  it.each([
    ['eu-west-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
  ])('builds one for %s in its partition %s', (region, partition) => {
    const arn = arnOf({ service: 'rds', account: '111122223333', region, resource: 'db:orders' })

    expect(arn).toBe(`arn:${partition}:rds:${region}:111122223333:db:orders`)
  })
})

describe('regionOfZone', () => {
  it.each([
    ['eu-west-1a', 'eu-west-1'],
    ['us-west-2-lax-1a', 'us-west-2'],
    ['us-east-1-wl1-bos-wlz-1', 'us-east-1'],
    ['us-gov-west-1b', 'us-gov-west-1'],
    ['ap-southeast-2c', 'ap-southeast-2'],
    ['euw1-az1', null],
    ['', null],
  ])('reads %s as %s', (zone, region) => {
    expect(regionOfZone(zone)).toBe(region)
  })
})

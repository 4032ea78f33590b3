import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { sketchNetwork } from '../testing/sketch-network.ts'
import { CHANGE_EVENTS, changeAlarm } from './change-alarms.ts'

const EVENTS = CHANGE_EVENTS['network ACLs']
const PATTERN = `{ ${EVENTS.map((event) => `($.eventName = ${event})`).join(' || ')} }`
const TRAIL = {
  TrailARN: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/main',
  HomeRegion: 'eu-west-1',
  IsMultiRegionTrail: true,
  IsLogging: true,
  CloudWatchLogsLogGroupArn: 'arn:aws:logs:eu-west-1:111122223333:log-group:trail:*',
}
const metric = { metricName: 'acl', metricNamespace: 'Security' }
const FILTER = { filterName: 'f', logGroupName: 'trail', filterPattern: PATTERN, metricTransformations: [metric] }
const ALARM = {
  AlarmArn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a',
  AlarmName: 'a',
  ActionsEnabled: true,
  AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:ops'],
  MetricName: 'acl',
  Namespace: 'Security',
}

interface Chain {
  readonly trail?: JsonObject | null
  readonly filter?: JsonObject | null
  readonly alarm?: JsonObject | null
  readonly missing?: readonly ('Trails' | 'MetricFilters' | 'MetricAlarms')[]
}

function ask({ trail = {}, filter = {}, alarm = {}, missing = [] }: Chain) {
  const some = (base: JsonObject, more: JsonObject | null) => (more === null ? [] : [{ ...base, ...more }])
  const elements = {
    Trails: some(TRAIL, trail),
    MetricFilters: some(FILTER, filter),
    MetricAlarms: some(ALARM, alarm),
  }
  const question = { account: '111122223333', region: 'eu-west-1', events: EVENTS }
  const answer = changeAlarm(sketchNetwork({ elements, missing }), question)
  return answer.status === 'missing' ? answer.part : answer.status
}

/** Source: CloudTrail guide, "Creating CloudWatch alarms for CloudTrail events"; CIS AWS Foundations Benchmark 5.0, 4.11. */
describe('who hears of a change', () => {
  it.each<[string, Chain, string]>([
    ['everything in place', {}, 'alarmed'],
    ['no trail', { trail: null }, 'trail'],
    ['a trail of another region only', { trail: { HomeRegion: 'us-east-1', IsMultiRegionTrail: false } }, 'trail'],
    ['a trail that is stopped', { trail: { IsLogging: false } }, 'logging'],
    ['a trail without a log group', { trail: { CloudWatchLogsLogGroupArn: '' } }, 'log-group'],
    ['no filter', { filter: null }, 'metric-filter'],
    ['a filter of another group', { filter: { logGroupName: 'other' } }, 'metric-filter'],
    [
      'a filter that misses events',
      { filter: { filterPattern: '{ $.eventName = CreateNetworkAcl }' } },
      'metric-filter',
    ],
    [
      'a filter with a longer name only',
      { filter: { filterPattern: '{ $.eventName = "CreateNetworkAclX" }' } },
      'metric-filter',
    ],
    ['a filter by wildcard', { filter: { filterPattern: '{ $.eventName = *NetworkAcl* }' } }, 'alarmed'],
    [
      'a filter for EC2 only',
      { filter: { filterPattern: '{ ($.eventSource = "ec2.amazonaws.com") && ($.eventName = *NetworkAcl*) }' } },
      'alarmed',
    ],
    [
      'a filter under another condition',
      { filter: { filterPattern: '{ ($.userIdentity.type = Root) && ($.eventName = *NetworkAcl*) }' } },
      'unknown',
    ],
    ['no alarm', { alarm: null }, 'alarm'],
    ['an alarm on another metric', { alarm: { MetricName: 'vpc' } }, 'alarm'],
    ['an alarm of the same name in another namespace', { alarm: { Namespace: 'Other' } }, 'alarm'],
    ['an alarm that does nothing', { alarm: { AlarmActions: [] } }, 'action'],
    ['an alarm that is switched off', { alarm: { ActionsEnabled: false } }, 'action'],
    ['trails not collected', { trail: null, missing: ['Trails'] }, 'unknown'],
    ['filters not collected', { filter: null, missing: ['MetricFilters'] }, 'unknown'],
    ['alarms not collected', { alarm: null, missing: ['MetricAlarms'] }, 'unknown'],
  ])('%s', (_, chain, expected) => {
    expect(ask(chain)).toBe(expected)
  })

  it('does not take a trail to be logging that nobody asked', () => {
    const { IsLogging: _, ...silent } = TRAIL
    const inventory = sketchNetwork({ elements: { Trails: [silent], MetricFilters: [FILTER], MetricAlarms: [ALARM] } })
    const answer = changeAlarm(inventory, { account: '111122223333', region: 'eu-west-1', events: EVENTS })
    expect(answer).toMatchObject({
      status: 'unknown',
      remedy: `aws cloudtrail get-trail-status --region eu-west-1 --name ${TRAIL.TrailARN}`,
    })
  })
})

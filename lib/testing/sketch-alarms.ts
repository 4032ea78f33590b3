/** Trails, metric filters and alarms that hear of changes to a network. */

import type { JsonObject } from '../describe/document.ts'
import { CHANGE_EVENTS } from '../findings/change-alarms.ts'
import type { NetworkSketch } from './sketch-network.ts'

const TRAIL = {
  TrailARN: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/main',
  HomeRegion: 'eu-west-1',
  IsMultiRegionTrail: true,
  IsLogging: true,
  CloudWatchLogsLogGroupArn: 'arn:aws:logs:eu-west-1:111122223333:log-group:trail:*',
}
const filter = (kind: keyof typeof CHANGE_EVENTS): JsonObject => ({
  filterName: kind,
  logGroupName: 'trail',
  filterPattern: `{ ${CHANGE_EVENTS[kind].map((event) => `($.eventName = ${event})`).join(' || ')} }`,
  metricTransformations: [{ metricName: kind, metricNamespace: 'Security' }],
})
const alarm = (kind: string): JsonObject => ({
  AlarmArn: `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${kind}`,
  AlarmName: kind,
  ActionsEnabled: true,
  AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:ops'],
  MetricName: kind,
  Namespace: 'Security',
})
export const KINDS = Object.keys(CHANGE_EVENTS) as (keyof typeof CHANGE_EVENTS)[]

/** A network whose changes of these kinds raise an alarm. */
export const watched = (kinds = KINDS, more: Partial<typeof TRAIL> = {}): NetworkSketch => ({
  elements: { Trails: [{ ...TRAIL, ...more }], MetricFilters: KINDS.map(filter), MetricAlarms: kinds.map(alarm) },
})

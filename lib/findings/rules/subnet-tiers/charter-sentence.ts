/** The part of "Infrastructure security in Amazon VPC" these rules come from, in our words. */
export const SUBNET_TIERS_SENTENCE =
  'Use subnets to isolate the tiers of an application, and private subnets for whatever need not be reached directly from the internet.'

/** The parts of "Infrastructure security in Amazon VPC" these rules come from, in our words. */
export const MINIMUM_ROUTES_SENTENCE =
  'Configure subnet route tables with the minimum of routes that connectivity requires.'

export const ONLY_DIRECT_INTERNET_SENTENCE =
  'Place only instances that require direct internet access into subnets with a route to an internet gateway.'

// Send each of Segment's six calls, then as many tracks as asked, with Segment's own client for Node.
import { Analytics } from '@segment/analytics-node'

const [, , host, writeKey, userId, tracks] = process.argv
const analytics = new Analytics({ host, writeKey, flushAt: 20, flushInterval: 50, maxRetries: 2 })
const failures = []
analytics.on('error', (error) => failures.push(error))

analytics.identify({ userId, traits: { name: 'Veikko Virtanen', email: `${userId}@example.org` } })
analytics.track({ userId, event: 'Order Completed', properties: { order_id: '2042', total: 12.5, currency: 'EUR' } })
analytics.page({ userId, name: 'Heat pumps', properties: { url: 'https://shop.example.org/heat-pumps' } })
analytics.screen({ userId, name: 'Orders' })
analytics.group({ userId, groupId: 'acme-node', traits: { name: 'Acme' } })
analytics.alias({ userId, previousId: `visitor-${userId}` })
for (let number = 0; number < Number(tracks); number++) {
  analytics.track({ anonymousId: `cookie-${userId}`, event: 'Product Viewed', properties: { number } })
}
await analytics.closeAndFlush({ timeout: 20000 })
if (failures.length > 0) {
  console.error(JSON.stringify(failures.map((failure) => failure.reason?.message ?? failure.code)))
  process.exit(1)
}

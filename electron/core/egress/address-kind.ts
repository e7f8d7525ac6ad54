import ipaddr from 'ipaddr.js'

type Parsed = ipaddr.IPv4 | ipaddr.IPv6

/** Whether everybody on the internet means the same computer by it. False for what is no address at all. */
export function isPublicAddress(address: string): boolean {
  // The library reads the old ::8.8.8.8 as 8.8.8.8. It is not: nothing leads there.
  if (!ipaddr.isValid(address) || /^::\d+\./.test(address)) return false
  return reaches(ipaddr.parse(address)).every(isPublic)
}

/** Whether it is this computer itself. */
export function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback'
}

/** Where a packet to it ends up: translators and tunnels carry an IPv4 address inside an IPv6 one. */
function reaches(address: Parsed): Parsed[] {
  if (address.kind() === 'ipv4') return [address]
  const { parts } = address as ipaddr.IPv6
  const inside = (at: number, mask = 0) =>
    new ipaddr.IPv4([parts[at], parts[at + 1]].flatMap((part = 0) => [(part ^ mask) >> 8, (part ^ mask) & 0xff]))
  switch (address.range()) {
    case 'ipv4Mapped':
      return [inside(6)]
    case 'rfc6052':
      // 64:ff9b:1::/48 is for translators of one's own network, and says nothing about where it leads.
      return parts[2] === 0 ? [inside(6)] : [address]
    case '6to4':
      return [inside(1)]
    case 'teredo':
      // The server, and the client with every bit turned over.
      return [inside(2), inside(6, 0xffff)]
    default:
      return [address]
  }
}

function isPublic(address: Parsed): boolean {
  if (address.range() !== 'unicast') return false
  // Nothing else of IPv6 was ever handed out; ::127.0.0.1 and the like are not named in the tables.
  return address.kind() === 'ipv4' || ((address as ipaddr.IPv6).parts[0] ?? 0) >> 13 === 1
}

const words: Record<string, string> = {
  'date-time': 'a date and time with its zone, such as 2026-01-31T12:00:00Z',
  date: 'a date, such as 2026-01-31',
  time: 'a time with its zone, such as 12:00:00Z',
  duration: 'a duration, such as PT5M',
  uri: 'an address with its scheme, such as https://example.com/',
  'uri-reference': 'an address or a part of one',
  'uri-template': 'an address with places to fill in, such as https://example.com/{id}',
  url: 'an address with its scheme, such as https://example.com/',
  email: 'an e-mail address, such as name@example.com',
  hostname: 'the name of a host, such as example.com',
  ipv4: 'an IPv4 address, such as 192.0.2.1',
  ipv6: 'an IPv6 address, such as 2001:db8::1',
  uuid: 'a UUID, such as 123e4567-e89b-12d3-a456-426614174000',
  regex: 'a regular expression',
  'json-pointer': 'a JSON pointer, such as /a/0',
  byte: 'text in base64',
  int32: 'a whole number of 32 bits',
  int64: 'a whole number of 64 bits',
}

/** What a format of JSON Schema wants, after "It must be". */
export function sayFormat(format: string): string {
  return words[format] ?? `of the format ${format.slice(0, 100)}`
}

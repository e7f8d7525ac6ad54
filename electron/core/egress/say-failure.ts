/** One sentence about an error of the network, for a tool author and for the record. */
export function sayFailure(error: unknown, host: string): string {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  switch (code) {
    case 'ENOTFOUND':
    case 'ENODATA':
      return `There is no host ${host}.`
    case 'EAI_AGAIN':
      return `The name ${host} cannot be looked up now.`
    case 'ECONNREFUSED':
      return `${host} refuses connections on this port.`
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'EADDRNOTAVAIL':
      return `There is no way to ${host} from this computer.`
    case 'ETIMEDOUT':
      return `${host} did not answer within 10 seconds.`
    case 'ECONNRESET':
    case 'EPIPE':
    case 'HPE_INVALID_EOF_STATE':
      return `${host} closed the connection.`
    case 'CERT_HAS_EXPIRED':
      return `The certificate of ${host} has expired.`
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate of ${host} is for another name.`
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return `The certificate of ${host} is from nobody that this computer trusts.`
    default:
      if (code.startsWith('HPE_')) return `${host} did not answer in HTTP.`
      if (code === 'EPROTO' || /^ERR_(SSL|TLS)/.test(code)) return `There was no TLS connection to ${host}.`
      return `The request to ${host} failed (${code || message.slice(0, 100) || 'for a reason nobody gave'}).`
  }
}

/** Names that act on the program that runs the server, its loader or its libraries, instead of on the server. */
const steering = [
  /^(?:LD|DYLD|RUST|WASMTIME|BELLJAR|MALLOC|RAYON|TOKIO|XDG|CARGO|CRANELIFT)_/,
  /^(?:PATH|GLIBC_TUNABLES|GCONV_PATH|NLSPATH|LOCPATH|HOSTALIASES|RESOLV_HOST_CONF|RES_OPTIONS|LOCALDOMAIN|TMPDIR|ENV|BASH_ENV|IFS)$/,
  /^(?:SSL_CERT_FILE|SSL_CERT_DIR|SSLKEYLOGFILE|NODE_OPTIONS|ELECTRON_RUN_AS_NODE)$/,
  // On Windows.
  /^(?:SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|PSMODULEPATH|TEMP|TMP|PROGRAMFILES|PROGRAMDATA)$/,
]

/** Why a variable of this name is never given to a server, one sentence; undefined when it may be. Case does not matter: on Windows it does not either. */
export function refusedVariable(name: string): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    return `"${name.slice(0, 100)}" cannot be the name of a variable: use letters, digits and underscores, not a digit first.`
  if (name.length > 200) return 'The name of the variable is longer than 200 characters.'
  if (!steering.some((pattern) => pattern.test(name.toUpperCase()))) return undefined
  return `The variable ${name} steers the program that runs the server, not the server, so it is never given.`
}

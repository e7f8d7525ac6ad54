export const javaLog = [
  '2026-11-21 15:36:01.123  INFO 1234 --- [           main] c.f.App    : Started App',
  '2026-11-21 15:36:02.000 ERROR 1234 --- [  http-nio-8080] c.f.Orders : Cannot store order 17',
  'java.lang.IllegalStateException: no database',
  '\tat com.foo.Orders.store(Orders.java:12)',
  'Caused by: java.io.IOException: refused',
  '\t... 3 more',
  '2026-11-21 15:36:03.000  WARN 1234 --- [  http-nio-8080] c.f.Orders : slow',
].join('\n')

/** Name of the format, its lines, and of each entry the level, the time and a part that must be there. */
export const logSamples: [
  format: string,
  text: string,
  entries: [level: string, time: string | undefined, part: object][],
][] = [
  [
    'syslog5424',
    '<165>1 2026-11-21T15:36:01.003Z web app 12 ID47 [a@1 x="y ] z"] up\n<11>1 - web - - - - down',
    [
      [
        'notice',
        '2026-11-21T15:36:01.003Z',
        { message: 'up', host: 'web', program: 'app', pid: 12, structured_data: '[a@1 x="y ] z"]' },
      ],
      ['error', undefined, { message: 'down' }],
    ],
  ],
  [
    'json',
    '{"level":30,"time":1763700000123,"msg":"up"}\n{"severity":"ERROR","@timestamp":"2026-11-21T15:36:01+01:00","message":"down","n":{"a":[1]}}\n{"log":"WARN: full\\n","stream":"stderr","time":"2026-11-21T15:36:01.5Z"}',
    [
      ['info', '2025-11-21T04:40:00.123Z', { level: 30, msg: 'up' }],
      ['error', '2026-11-21T15:36:01+01:00', { message: 'down', n: { a: [1] } }],
      ['warning', '2026-11-21T15:36:01.5Z', { stream: 'stderr' }],
    ],
  ],
  [
    'access_combined',
    '1.2.3.4 - ada [21/Nov/2026:15:36:01 +0100] "GET /a?b=\\"c HTTP/1.1" 200 512 "-" "curl/8 \\"x\\""\n::1 - - [21/Nov/2026:15:36:02 +0100] "\\x16\\x03" 400 0 "-" "-"\n1.2.3.4 - - [21/Nov/2026:15:36:03 +0100] "POST /a HTTP/2.0" 502 - "https://e.x/" "curl"',
    [
      [
        'info',
        '2026-11-21T15:36:01+01:00',
        { client: '1.2.3.4', user: 'ada', method: 'GET', status: 200, bytes: 512, user_agent: 'curl/8 \\"x\\"' },
      ],
      ['warning', '2026-11-21T15:36:02+01:00', { status: 400, message: '\\x16\\x03' }],
      ['error', '2026-11-21T15:36:03+01:00', { path: '/a', referrer: 'https://e.x/' }],
    ],
  ],
  [
    'access_common',
    '127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET /x.gif HTTP/1.0" 404 2326',
    [['warning', '2000-10-10T13:55:36-07:00', { path: '/x.gif', bytes: 2326 }]],
  ],
  [
    'nginx_error',
    '2026/11/21 15:36:01 [error] 12#34: *56 open() "/x" failed (2: No such file or directory), client: 1.2.3.4, server: e.x, request: "GET /x HTTP/1.1", host: "e.x"\n2026/11/21 15:36:02 [emerg] 12#34: bind() failed',
    [
      [
        'error',
        '2026-11-21T15:36:01',
        {
          message: 'open() "/x" failed (2: No such file or directory)',
          client: '1.2.3.4',
          request: 'GET /x HTTP/1.1',
          connection: 56,
        },
      ],
      ['critical', '2026-11-21T15:36:02', { message: 'bind() failed' }],
    ],
  ],
  [
    'apache_error',
    '[Sat Nov 21 15:36:01.123456 2026] [core:error] [pid 12:tid 34] [client 1.2.3.4:56] AH00126: Invalid URI\n[Sat Nov 21 15:36:02 2026] [warn] old style',
    [
      [
        'error',
        '2026-11-21T15:36:01.123456',
        { module: 'core', pid: 12, tid: 34, client: '1.2.3.4:56', code: 'AH00126' },
      ],
      ['warning', '2026-11-21T15:36:02', { message: 'old style' }],
    ],
  ],
  [
    'python',
    'WARNING:root:disk is full\nERROR:app:lost\nTraceback (most recent call last):\n  File "x.py", line 1, in f\nValueError: bad\nINFO:app:ready',
    [
      ['warning', undefined, { logger: 'root', message: 'disk is full' }],
      [
        'error',
        undefined,
        { stack_trace: 'Traceback (most recent call last):\n  File "x.py", line 1, in f\nValueError: bad', _line: 2 },
      ],
      ['info', undefined, { message: 'ready', _line: 6 }],
    ],
  ],
  [
    'python',
    '2026-11-21 15:36:01,123 - app.db - ERROR - lost - again\n2026-11-21 15:36:02,000 - app - DEBUG - x',
    [
      ['error', '2026-11-21T15:36:01.123', { logger: 'app.db', message: 'lost - again' }],
      ['debug', '2026-11-21T15:36:02.000', {}],
    ],
  ],
  [
    'java',
    javaLog,
    [
      ['info', '2026-11-21T15:36:01.123', { logger: 'c.f.App', thread: 'main', pid: 1234, message: 'Started App' }],
      [
        'error',
        '2026-11-21T15:36:02.000',
        { message: 'Cannot store order 17', stack_trace: javaLog.split('\n').slice(2, 6).join('\n') },
      ],
      ['warning', '2026-11-21T15:36:03.000', { _line: 7 }],
    ],
  ],
  [
    'java',
    'Nov 21, 2026 3:36:01 PM com.foo.Bar run\nSEVERE: lost\n\tat com.foo.Bar.run(Bar.java:1)\nNov 21, 2026 3:36:02 PM com.foo.Bar run\nINFO: found',
    [
      [
        'error',
        '2026-11-21T15:36:01',
        { message: 'lost', logger: 'com.foo.Bar', method: 'run', stack_trace: '\tat com.foo.Bar.run(Bar.java:1)' },
      ],
      ['info', '2026-11-21T15:36:02', { message: 'found' }],
    ],
  ],
  [
    'cri',
    '2026-11-21T15:36:01.123456789Z stderr F {"level":"error","msg":"lost"}\n2026-11-21T15:36:02.123456789+01:00 stdout P part',
    [
      ['error', '2026-11-21T15:36:01.123456789Z', { stream: 'stderr', message: '{"level":"error","msg":"lost"}' }],
      ['unknown', '2026-11-21T15:36:02.123456789+01:00', { partial: 'true', message: 'part' }],
    ],
  ],
  [
    'logfmt',
    'time=2026-11-21T15:36:01Z level=warn msg="disk \\"a\\" is full" free=0\nts=1763700000.5 level=error msg=lost err="no db"',
    [
      ['warning', '2026-11-21T15:36:01Z', { msg: 'disk "a" is full', free: '0' }],
      ['error', '2025-11-21T04:40:00.500000Z', { err: 'no db' }],
    ],
  ],
  [
    'generic',
    '2026-11-21T15:36:01Z ERROR lost\n[2026-11-21 15:36:02] WARN: slow\n2026/11/21 15:36:03 listening',
    [
      ['error', '2026-11-21T15:36:01Z', { message: 'lost' }],
      ['warning', '2026-11-21T15:36:02', { message: 'slow' }],
      ['unknown', '2026-11-21T15:36:03', { message: 'listening' }],
    ],
  ],
  [
    'generic',
    'web-1  | 2026-11-21T15:36:01Z INFO up\ndb-1   | 2026-11-21T15:36:02Z ERROR lost',
    [
      ['info', '2026-11-21T15:36:01Z', { container: 'web-1', message: 'up' }],
      ['error', '2026-11-21T15:36:02Z', { container: 'db-1', message: 'lost' }],
    ],
  ],
]

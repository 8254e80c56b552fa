/** Settings for one office's PC. Given on the command line at each start, so a new version brings its own. */
export const officeSettings: Readonly<Record<string, string>> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  random_page_cost: '1.1',
  max_connections: '60',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
  jit: 'off',
  huge_pages: 'off',
  timezone: 'Asia/Shanghai',
  log_timezone: 'Asia/Shanghai',
  log_line_prefix: '%m [%p] ',
  // Statements and details of errors may hold personal data; the log keeps neither.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  password_encryption: 'scram-sha-256',
  log_checkpoints: 'off',
  cluster_name: 'shouwen',
}

/** For tests only: nothing there needs to outlive a power cut. */
export const testSettings: Readonly<Record<string, string>> = {
  ...officeSettings,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  max_connections: '100',
  autovacuum: 'off',
}

/** Ends the log of a test run with one line: how many tests passed, and how many failed. */
export default class TallyReporter {
  onRunComplete(
    _contexts,
    { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests },
  ) {
    // A file that could not be run counts as a failure, and so does a test that was left out: nothing is skipped here.
    const failed = numFailedTests + numRuntimeErrorTestSuites + numPendingTests + numTodoTests;
    // Jest prints its own summary after all reporters; the tally is the last line.
    process.once('exit', () => process.stdout.write(`\n${numPassedTests} passed, ${failed} failed\n`));
  }

  getLastError() {
    return undefined;
  }
}

/** Jest reads styles as nothing. */
module.exports = { process: () => ({ code: '' }) };

'use strict';

// The post stage of the guard, built as it is: the action itself, beside which it stands in dist/. The runner starts a stage
// as a file of its own and hands it no arguments, so this one adds what a person would type.
process.argv.push('guard-post');
require('./index.js');

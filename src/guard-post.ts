// The runner starts a post stage as a file of its own and hands it no arguments: this one adds what a person would type.
process.argv.push('guard-post');
void import('./index.ts');

// A certificate of its own for localhost and 127.0.0.1, good for a hundred years, and its key. Both protect nothing. Made with
// openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=localhost
//   -addext subjectAltName=DNS:localhost,IP:127.0.0.1
export const LOCALHOST = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgYfIF2wEARqr7qUDw
MhYtGvSgLdaLl5VP6fk9Eqym2r2hRANCAATwqTJ4VlD8tFa8Au/tP29nGkXMQcbE
Qg/wXHdbFvSxMEJP0ECHl5rWIN8FUFDy+V0f1SYtB6pdnR+LDMSJvyiF
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIULOdKtcPvPKoUaR6TKkl00nvmObEwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzIyMjYyNFoYDzIxMjYxMDMw
MjIyNjI0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATwqTJ4VlD8tFa8Au/tP29nGkXMQcbEQg/wXHdbFvSxMEJP0ECHl5rW
IN8FUFDy+V0f1SYtB6pdnR+LDMSJvyiFo28wbTAdBgNVHQ4EFgQUERnQq2SP9go+
z3O44trpRsDgw3swHwYDVR0jBBgwFoAUERnQq2SP9go+z3O44trpRsDgw3swDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSQAwRgIhAKtQZtveuSPKslxV0OxeiTYd4VEHVe7zJXuDGVDKP6PTAiEA
+RVc1rLRnf8YjhK4VFRgcSFUe6liRKXXcMOb7JtuUm8=
-----END CERTIFICATE-----`,
};

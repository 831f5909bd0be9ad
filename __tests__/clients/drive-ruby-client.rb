# Drives the service's Ruby client, unchanged but for its host: ruby -I LIB drive-ruby-client.rb URL ACCOUNT KEY
# Reads one call a line from standard input, as JSON: {"call": "get_job_info", "args": [305]}. Writes the parsed body that
# it returns and its status, or the error it raised. The call "version" sets the version of the calls that follow.
require 'json'
require 'stringio'
require 'uri'
require 'xplenty-api'

url, account, key = ARGV
address = URI(url)
options = { api_key: key, account_id: account, host: address.host, port: address.port, scheme: address.scheme }
client = Xplenty::API.new(**options)

STDIN.each_line do |line|
  call = JSON.parse(line, symbolize_names: true)
  result =
    begin
      if call[:call] == 'version'
        client = Xplenty::API.new(**options, version: call[:args][0])
        {}
      else
        response = client.public_send(call[:call], *call[:args])
        { value: response.body, status: response.status }
      end
    rescue Xplenty::API::Errors::ErrorWithResponse => error
      { error: error.class.name.split('::').last, status: error.response.status }
    end
  puts JSON.generate(result)
  STDOUT.flush
end

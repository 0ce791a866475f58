-- Residents, or guests where no tokens are given, read one address.
dofile(os.getenv("BENCH_SCRIPTS") .. "/report.lua")

local path, seen = os.getenv("BENCH_PATH"), os.getenv("BENCH_ETAG")
local expected = seen and 304 or 200
local requests, asked = {}, 0

local function get(token)
   return "GET " .. path .. " HTTP/1.1\r\nHost: zhanqiao\r\n"
      .. (token and "Authorization: Bearer " .. token .. "\r\n" or "")
      .. (seen and "If-None-Match: " .. seen .. "\r\n" or "") .. "\r\n"
end

if os.getenv("BENCH_TOKENS") then
   for token in io.lines(os.getenv("BENCH_TOKENS")) do
      requests[#requests + 1] = get(token)
   end
else
   requests[1] = get(nil)
end

function request()
   asked = asked + 1
   return requests[asked % #requests + 1]
end

function response(status, headers, content)
   expect(status == expected, status, content)
end

-- Residents ask for a place where none is left, each time with a new key.
dofile(os.getenv("BENCH_SCRIPTS") .. "/report.lua")

local round, body = os.getenv("BENCH_ROUND"), os.getenv("BENCH_BODY")
local tokens, asked = {}, 0

for token in io.lines(os.getenv("BENCH_TOKENS")) do
   tokens[#tokens + 1] = token
end

function request()
   asked = asked + 1
   return "POST /api/v1/bookings HTTP/1.1\r\nHost: zhanqiao\r\nContent-Type: application/json\r\n"
      .. "Authorization: Bearer " .. tokens[asked % #tokens + 1]
      .. "\r\nIdempotency-Key: " .. round .. "-refused-" .. asked
      .. "\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
end

function response(status, headers, content)
   expect(status == 409 and string.find(content, "SLOT_FULL", 1, true), status, content)
end

-- Residents hold a place in one slot and confirm it. An answer is matched to its resident by the
-- request's id, which the city sends back. One thread only: residents are not shared out.
dofile(os.getenv("BENCH_SCRIPTS") .. "/report.lua")

local round, body = os.getenv("BENCH_ROUND"), os.getenv("BENCH_BODY")
local tokens, held, last = {}, {}, 0

for token in io.lines(os.getenv("BENCH_TOKENS")) do
   tokens[#tokens + 1] = token
end

local function post(path, step, resident, content)
   return "POST " .. path .. " HTTP/1.1\r\nHost: zhanqiao\r\nContent-Type: application/json\r\n"
      .. "Authorization: Bearer " .. tokens[resident]
      .. "\r\nIdempotency-Key: " .. round .. step .. resident
      .. "\r\nX-Request-Id: " .. round .. step .. resident
      .. "\r\nContent-Length: " .. #content .. "\r\n\r\n" .. content
end

function request()
   local one = table.remove(held)
   if one then
      return post("/api/v1/bookings/" .. one.id .. "/confirmation", "-confirm-", one.resident, "")
   end
   if last == #tokens then
      spent = true
      return "GET /open/v1/halls HTTP/1.1\r\nHost: zhanqiao\r\n\r\n"
   end
   last = last + 1
   return post("/api/v1/bookings", "-hold-", last, body)
end

function response(status, headers, content)
   if status == 201 then
      held[#held + 1] = {
         id = string.match(content, '"id":"([^"]+)"'),
         resident = tonumber(string.match(headers["X-Request-Id"], "(%d+)$")),
      }
   else
      expect(status == 200 and string.find(content, "CONFIRMED", 1, true), status, content)
   end
end

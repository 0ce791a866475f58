-- Guests, or residents where tokens are given, read many addresses in turn, so that no answer is a
-- remembered one.
dofile(os.getenv("BENCH_SCRIPTS") .. "/report.lua")

local paths, tokens, asked = {}, {}, 0

for path in io.lines(os.getenv("BENCH_PATHS")) do
   paths[#paths + 1] = path
end
if os.getenv("BENCH_TOKENS") then
   for token in io.lines(os.getenv("BENCH_TOKENS")) do
      tokens[#tokens + 1] = "Authorization: Bearer " .. token .. "\r\n"
   end
end

function request()
   asked = asked + 1
   return "GET " .. paths[asked % #paths + 1] .. " HTTP/1.1\r\nHost: zhanqiao\r\n"
      .. (#tokens > 0 and tokens[asked % #tokens + 1] or "") .. "\r\n"
end

function response(status, headers, content)
   expect(status == 200, status, content)
end

// Where methods in embedded Python send, and what.
#include "settings/iris/sources/python_sends.h"

#include <catch2/catch.hpp>

#include "tests/settings/iris/sources/code_class.h"

using millwright::test::CodeClass;

namespace {

std::string sends_of(const std::string& body) {
    CodeClass component;
    component.parameter("P", "FromParameter").python("OnRequest", body);
    return component.sends();
}

}  // namespace

TEST_CASE("sends of embedded Python") {
    CHECK(sends_of("    status = self.SendRequestSync(\"A\", request)\n    return status") == "sync A");
    CHECK(sends_of("  self.SendRequestAsync('A',request)") == "async A");
    CHECK(sends_of("  self.SendAlert(alert)") == "async Ens.Alert <Ens.AlertRequest>");
    CHECK(sends_of("  return self.SendRequestSync(\n      'A',\n  request,\n)") == "sync A");
    CHECK(sends_of("  self.SendRequestSync(self.TargetConfigName, r)") == "sync ..TargetConfigName");
    CHECK(sends_of("  self.SendRequestSync(self._GetParameter('P'), r)") == "sync FromParameter");
    CHECK(sends_of("  self.SendRequestSync(f'{x}', r)") == "sync ?f'{x}'");
    CHECK(sends_of("  self.SendRequestSync('A' + \"B\", r)") == "sync AB");
    CHECK(sends_of("  self.SendRequestSync('A' if x else 'B', r)") == "sync A|B");
    CHECK(sends_of("  self.SendRequestSync(self.Target or 'B', r)") == "sync ..Target|B");
    CHECK(sends_of("  self.SendRequestSync(where(x), r)") == "sync ?where(x)");
    CHECK(sends_of("  self.SendRequestSync(self.Targets.split(',')[1].strip(), r)") == "sync ..Targets[,2]");
    CHECK(sends_of("  for t in self.Targets.split(';'):\n    self.SendRequestSync(t, r)") == "sync ..Targets[;*]");
    CHECK(sends_of("  for t in ['A', 'B']:\n    self.SendRequestSync(t, r)") == "sync A|B");
}

TEST_CASE("what is no send in embedded Python") {
    CHECK(sends_of("  # self.SendRequestSync('A', r)").empty());
    CHECK(sends_of("  \"\"\"\n  self.SendRequestSync('A', r)\n  \"\"\"").empty());
    CHECK(sends_of("  x = 'self.SendRequestSync(\"A\", r)'").empty());
    CHECK(sends_of("  x = r'''self.SendRequestSync(\"A\", r)").empty());
    CHECK(sends_of("  self.SendRequest('A', r)").empty());
}

TEST_CASE("variables of embedded Python") {
    CHECK(sends_of("  t = 'A'\n  self.SendRequestSync(t, r)\n  t = 'B'") == "sync A");
    CHECK(sends_of("  t = 'A'\n  t = 'B'\n  self.SendRequestSync(t, r)") == "sync B");
    CHECK(sends_of("  t = 'A'\n  if x:\n    t = 'B'\n  self.SendRequestSync(t, r)") == "sync B|A");
    CHECK(sends_of("  if x:\n    t = 'A'\n    self.SendRequestSync(t, r)\n  else:\n    t = 'B'") == "sync A");
    CHECK(sends_of("  t: str = 'A'\n  self.SendRequestSync(t, r)") == "sync A");
    CHECK(sends_of("  t = t + 'A'\n  self.SendRequestSync(t, r)") == "sync ?t");
}

TEST_CASE("messages of embedded Python") {
    CHECK(sends_of("  r = iris.cls('Demo.Request')._New()\n  self.SendRequestSync('A', r)") == "sync A <Demo.Request>");
    CHECK(sends_of("  self.SendRequestSync('A', iris.Demo.Request._New())") == "sync A <Demo.Request>");
    CHECK(sends_of("  self.SendRequestSync('A', iris.cls('Demo.Request')._OpenId(1))") == "sync A");
    CodeClass component;
    component.python("OnRequest", "  self.SendRequestSync('A', request)", "request As Demo.Request");
    CHECK(component.sends() == "sync A <Demo.Request>");
}

@0xd1a0f0c1b2e3a402;

using Types = import "types.capnp";
using Types.Color;

const voidConst :Void = void;
const boolConst :Bool = true;
const int8Const :Int8 = -128;
const int8Max :Int8 = 127;
const int16Const :Int16 = -32768;
const int32Const :Int32 = -2147483648;
const int64Const :Int64 = -9223372036854775808;
const int64Max :Int64 = 9223372036854775807;
const uInt8Const :UInt8 = 255;
const uInt16Const :UInt16 = 0xffff;
const uInt32Const :UInt32 = 037777777777;
const uInt64Const :UInt64 = 18446744073709551615;
const negativeZero :Int32 = -0;
const float32Const :Float32 = 1.5;
const float32Int :Float32 = 16777217;
const float32Huge :Float32 = 18446744073709551615;
const float64Const :Float64 = -1.25e-7;
const float64Big :Float64 = 1e300;
const float64Int :Float64 = 9007199254740993;
const float64Exp :Float64 = 12E3;
const float64Dot :Float64 = 7.;
const infinity :Float64 = inf;
const minusInfinity :Float32 = -inf;
const notANumber :Float64 = nan;
const notANumber32 :Float32 = nan;
const textConst :Text = "plain";
const textEscapes :Text = "\a\b\f\n\r\t\v\'\"\\\?\x41\101\7\0 ü €";
const textJoined :Text = "one" " two"
    " three";
const textEmpty :Text = "";
const dataConst :Data = "as text";
const dataHex :Data = 0x"00 01 fE Ff 7f";
const dataEscapes :Data = "\xff\x00\377";
const colorConst :Color = green;
const listBool :List(Bool) = [true, false, true, true, false, false, true, false, true];
const listVoid :List(Void) = [void, void, void];
const listInt8 :List(Int8) = [1, -2, 3];
const listInt64 :List(Int64) = [1, -2, 3,];
const listFloat :List(Float32) = [1, 2.5, inf, -inf, nan];
const listText :List(Text) = ["a", "", "bc"];
const listData :List(Data) = ["a", 0x"01"];
const listEmpty :List(Text) = [];
const listEnum :List(Color) = [red, green, blue];
const listList :List(List(Int32)) = [[1, 2], [], [3]];
const listStruct :List(Point) = [(x = 1, y = 2), (), (y = 3)];
const point :Point = (x = 10, y = -10);
const pointDefault :Point = ();
const anyStruct :AnyPointer = .point;
const anyList :AnyPointer = .listInt8;
const reference :Int32 = .int32Const;
const referenceNested :Int32 = Holder.Inner.deepConst;
const referenceImported :Int32 = Types2.other;
const referenceWide :Int64 = .int8Const;
const referenceFloat :Float64 = .int8Const;
const referenceText :Text = .textConst;
const referenceStruct :Point = .point;
const referenceList :List(Int8) = .listInt8;
using Types2 = import "sub/other.capnp";

struct Holder {
  const own :Int32 = 1;
  struct Inner {
    const deepConst :Int32 = 99;
    a @0 :Int32 = Holder.own;
    b @1 :Int32 = Inner.deepConst;
  }
}

struct Point {
  x @0 :Int32;
  y @1 :Int32 = 7;
  label @2 :Text = "origin";
  tags @3 :List(Text) = ["p"];
}

struct Unions {
  union {
    a @0 :Int32 = 5;
    b @1 :Text;
    c :group {
      d @2 :Bool = true;
      e @3 :Data;
      union {
        f @4 :Void;
        g @5 :Float32;
      }
    }
    h :union {
      i @6 :UInt8;
      j @7 :Point;
    }
  }
  k :group {
    l @8 :Int16 = -3;
    m @9 :Text = "m";
  }
}

const unionA :Unions = (a = 1);
const unionB :Unions = (b = "text");
const unionC :Unions = (c = (d = false, e = "x", g = 1.5));
const unionH :Unions = (h = (j = (x = 1)), k = (l = 4));
const unionDefault :Unions = ();

struct Defaults {
  boolField @0 :Bool = true;
  int8Field @1 :Int8 = -1;
  int16Field @2 :Int16 = -12345;
  int32Field @3 :Int32 = 0x7fffffff;
  int64Field @4 :Int64 = -123456789012345;
  uInt8Field @5 :UInt8 = 200;
  uInt16Field @6 :UInt16 = 45678;
  uInt32Field @7 :UInt32 = 3456789012;
  uInt64Field @8 :UInt64 = 12345678901234567890;
  float32Field @9 :Float32 = 1234.5;
  float64Field @10 :Float64 = -123e45;
  textField @11 :Text = "foo";
  dataField @12 :Data = "bar";
  structField @13 :Defaults = (
      boolField = true, int8Field = -12, textField = "baz",
      structField = (textField = "nested", structList = [(textField = "x structlist 1"), (uInt8Field = 3)]),
      enumField = blue, voidList = [void, void], boolList = [false, true]);
  enumField @14 :Color = green;
  voidList @15 :List(Void) = [void];
  boolList @16 :List(Bool) = [true, false];
  structList @17 :List(Defaults) = [(textField = "structlist 1"), (int32Field = 3)];
  textList @18 :List(Text) = ["plugh", "xyzzy"];
  fromConst @19 :Point = .point;
  zeroExplicit @20 :Int32 = 0;
  anyField @21 :AnyPointer = .point;
  floats @22 :List(Float64) = [0, 1e10, -inf];
  union {
    u1 @23 :Int32 = 3;
    u2 @24 :Text = "u2";
  }
}

const defaults :Defaults = (int32Field = 5, floats = [], fromConst = (label = "l"), u2 = "set");
const embeddedText :Text = embed "sub/embedded.txt";
const embeddedData :Data = embed "sub/embedded.txt";

interface Parameters {
  call @0 (a :Int32 = 3, b :Text = "b", c :Point = (x = 3), d :List(Int8) = [1], e :Text = null, f :Color = blue,
      g :Point = null, h :List(Int8) = null)
      -> (r :Bool = true);
}
const enumAsNumber :UInt16 = .colorConst;

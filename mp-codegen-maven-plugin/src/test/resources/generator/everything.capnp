@0xa9e4f5d0c3b21701;

using Java = import "/capnp/java.capnp";
$Java.package("example.everything");
$Java.outerClassname("Everything");

enum Color {
  red @0;
  darkGreen @1;
  blue @2;
}

struct Scalars {
  nothing @0 :Void;
  flag @1 :Bool;
  i8 @2 :Int8;
  i16 @3 :Int16;
  i32 @4 :Int32;
  i64 @5 :Int64;
  u8 @6 :UInt8;
  u16 @7 :UInt16;
  u32 @8 :UInt32;
  u64 @9 :UInt64;
  f32 @10 :Float32;
  f64 @11 :Float64;
  text @12 :Text;
  data @13 :Data;
  color @14 :Color;
  child @15 :Scalars;
}

struct Lists {
  nothings @0 :List(Void);
  flags @1 :List(Bool);
  i8s @2 :List(Int8);
  i16s @3 :List(Int16);
  i32s @4 :List(Int32);
  i64s @5 :List(Int64);
  u8s @6 :List(UInt8);
  u16s @7 :List(UInt16);
  u32s @8 :List(UInt32);
  u64s @9 :List(UInt64);
  f32s @10 :List(Float32);
  f64s @11 :List(Float64);
  texts @12 :List(Text);
  datas @13 :List(Data);
  colors @14 :List(Color);
  structs @15 :List(Scalars);
  matrix @16 :List(List(Int32));
  textMatrix @17 :List(List(Text));
  colorMatrix @18 :List(List(Color));
  structMatrix @19 :List(List(Scalars));
}

struct Defaults {
  flag @0 :Bool = true;
  i8 @1 :Int8 = -12;
  i16 @2 :Int16 = -1234;
  i32 @3 :Int32 = -123456;
  i64 @4 :Int64 = -12345678901;
  u8 @5 :UInt8 = 250;
  u16 @6 :UInt16 = 65000;
  u32 @7 :UInt32 = 4000000000;
  u64 @8 :UInt64 = 18000000000000000000;
  f32 @9 :Float32 = 1.5;
  f64 @10 :Float64 = -2.5e100;
  text @11 :Text = "Grüße \"\\ 1";
  data @12 :Data = 0x"00 ff 31 0a 22";
  color @13 :Color = blue;
  child @14 :Scalars = (i32 = 7, text = "inner", child = (flag = true));
  numbers @15 :List(Int32) = [1, -2, 3];
  texts @16 :List(Text) = ["a", "", "ccc"];
  structs @17 :List(Scalars) = [(i8 = 1), (text = "two")];
  infinite @18 :Float64 = -inf;
  nothing @19 :Float32 = nan;
  colors @20 :List(Color) = [blue, red];
  matrix @21 :List(List(Int32)) = [[1], [], [2, 3]];
}

struct Unions {
  union {
    nothing @0 :Void;
    number @1 :Int32;
    words @2 :Text;
    pair :group {
      first @3 :Int32;
      second @4 :Text;
    }
  }
  named :union {
    flag @5 :Bool;
    color @6 :Color;
    child @7 :Scalars;
    any @8 :AnyPointer;
  }
  plain :group {
    deep :group {
      value @9 :UInt16 = 9;
    }
    other @10 :List(Int16);
  }
}

struct Pair(A, B) {
  first @0 :A;
  second @1 :B;
  swapped @2 :Pair(B, A);
  both @3 :List(Pair(A, B));
  choice :union {
    left @4 :A;
    right @5 :List(Pair(B, A));
  }
  struct Nested(C) {
    a @0 :A;
    c @1 :C;
    outer @2 :Pair(A, C);
  }
}

struct Generic {
  bound @0 :Pair(Text, Scalars);
  lists @1 :Pair(List(Int32), List(Text));
  list @2 :List(Pair(Text, Data));
  nested @3 :Pair(Text, Data).Nested(Scalars);
  unbound @4 :Pair;
  withDefault @5 :Pair(Text, Scalars) = (first = "f", second = (i8 = 5));
}

struct Pointers {
  any @0 :AnyPointer;
  anyStruct @1 :AnyStruct;
  anyList @2 :AnyList;
}

struct All {
  scalars @0 :Scalars;
  lists @1 :Lists;
  defaults @2 :Defaults;
  unions @3 :List(Unions);
  generic @4 :Generic;
}

const number :UInt16 = 54321;
const small :Int8 = -3;
const ratio :Float32 = 0.1;
const words :Text = "some words";
const bytes :Data = 0x"de ad";
const favourite :Color = darkGreen;
const none :Void = void;
const primes :List(UInt32) = [2, 3, 5];

const sample :All = (
  scalars = (
    flag = true, i8 = -128, i16 = -32768, i32 = -2147483648, i64 = -9223372036854775808,
    u8 = 255, u16 = 65535, u32 = 4294967295, u64 = 18446744073709551615,
    f32 = -1.25, f64 = 1e300, text = "Zażółć \x31", data = 0x"00 01 ff", color = blue,
    child = (i8 = 1)),
  lists = (
    nothings = [void, void], flags = [true, false, true, true, false, false, false, false, true],
    i8s = [-1, 2], i16s = [-3, 4], i32s = [5, -6], i64s = [7, -8],
    u8s = [200, 1], u16s = [50000], u32s = [4000000000], u64s = [18446744073709551615],
    f32s = [0.5, inf], f64s = [-0.5, -inf],
    texts = ["", "x", "yy"], datas = ["", 0x"01"], colors = [red, blue, darkGreen],
    structs = [(i32 = 1), (text = "second", child = (u8 = 3))],
    matrix = [[1, 2], [], [3]], textMatrix = [["a"], ["b", "c"]], colorMatrix = [[blue], [red, red]],
    structMatrix = [[(i8 = 1)], [(i8 = 2), (i8 = 3)]]),
  defaults = (i32 = 5, text = "set"),
  unions = [
    (nothing = void, named = (flag = true)),
    (number = 7, named = (color = blue)),
    (words = "w", named = (child = (i8 = 4)), plain = (deep = (value = 12), other = [1, 2])),
    (pair = (first = 3, second = "s"), named = (flag = false))],
  generic = (
    bound = (first = "one", second = (i32 = 2), swapped = (first = (i8 = 1), second = "sw"),
      both = [(first = "b", second = (i8 = 9))], choice = (left = "left")),
    lists = (first = [1, 2], second = ["a"]),
    list = [(first = "k", second = 0x"05")],
    nested = (a = "na", c = (u8 = 8), outer = (first = "of"))));

using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;

namespace SqlSpark.Catalyst.Functions;

/// <summary>A string or binary of one argument, written byte by byte; it always succeeds.</summary>
/// <typeparam name="T">The CLR type of the argument; <see cref="Utf8View"/> for strings.</typeparam>
public interface IUtf8Operation<T>
{
    /// <summary>Writes the result; the caller finishes it.</summary>
    static abstract void Invoke(T value, ref Utf8Writer result);
}

/// <summary>A string or binary of two arguments.</summary>
public interface IUtf8Operation<TFirst, TSecond>
{
    /// <summary>Writes the result; the caller finishes it.</summary>
    static abstract void Invoke(TFirst first, TSecond second, ref Utf8Writer result);
}

/// <summary>A string or binary of three arguments.</summary>
public interface IUtf8Operation<TFirst, TSecond, TThird>
{
    /// <summary>Writes the result; the caller finishes it.</summary>
    static abstract void Invoke(TFirst first, TSecond second, TThird third, ref Utf8Writer result);
}

/// <summary>A string or binary of one argument, written byte by byte; it may fail.</summary>
public interface ITryUtf8Operation<T>
{
    /// <summary>Writes the result, which the caller finishes, or returns false; what was written then is dropped.</summary>
    static abstract bool TryInvoke(T value, ref Utf8Writer result);

    /// <summary>Why the operation failed.</summary>
    static abstract RowError Error(T value);
}

/// <summary>A string or binary of two arguments, written byte by byte; it may fail.</summary>
public interface ITryUtf8Operation<TFirst, TSecond>
{
    /// <summary>Writes the result, which the caller finishes, or returns false; what was written then is dropped.</summary>
    static abstract bool TryInvoke(TFirst first, TSecond second, ref Utf8Writer result);

    /// <summary>Why the operation failed.</summary>
    static abstract RowError Error(TFirst first, TSecond second);
}

/// <summary>A string or binary of three arguments, written byte by byte; it may fail.</summary>
public interface ITryUtf8Operation<TFirst, TSecond, TThird>
{
    /// <summary>Writes the result, which the caller finishes, or returns false; what was written then is dropped.</summary>
    static abstract bool TryInvoke(TFirst first, TSecond second, TThird third, ref Utf8Writer result);

    /// <summary>Why the operation failed.</summary>
    static abstract RowError Error(TFirst first, TSecond second, TThird third);
}

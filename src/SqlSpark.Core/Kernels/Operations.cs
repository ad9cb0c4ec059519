using SqlSpark.Core.Errors;

namespace SqlSpark.Core.Kernels;

/// <summary>An operation on one value that always succeeds. Implemented by structs, so that loops over it are compiled for each.</summary>
public interface IUnaryOperation<TValue, TResult>
{
    /// <summary>The result.</summary>
    static abstract TResult Invoke(TValue value);
}

/// <summary>An operation on two values that always succeeds.</summary>
public interface IBinaryOperation<TLeft, TRight, TResult>
{
    /// <summary>The result.</summary>
    static abstract TResult Invoke(TLeft left, TRight right);
}

/// <summary>An operation on three values that always succeeds.</summary>
public interface ITernaryOperation<TFirst, TSecond, TThird, TResult>
{
    /// <summary>The result.</summary>
    static abstract TResult Invoke(TFirst first, TSecond second, TThird third);
}

/// <summary>An operation on one value that may fail.</summary>
public interface ITryUnaryOperation<TValue, TResult>
{
    /// <summary>Computes the result, or returns false.</summary>
    static abstract bool TryInvoke(TValue value, out TResult result);

    /// <summary>Why the operation failed.</summary>
    static abstract RowError Error(TValue value);
}

/// <summary>An operation on two values that may fail.</summary>
public interface ITryBinaryOperation<TLeft, TRight, TResult>
{
    /// <summary>Computes the result, or returns false.</summary>
    static abstract bool TryInvoke(TLeft left, TRight right, out TResult result);

    /// <summary>Why the operation failed.</summary>
    static abstract RowError Error(TLeft left, TRight right);
}

/// <summary>An operation on three values that may fail.</summary>
public interface ITryTernaryOperation<TFirst, TSecond, TThird, TResult>
{
    /// <summary>Computes the result, or returns false.</summary>
    static abstract bool TryInvoke(TFirst first, TSecond second, TThird third, out TResult result);

    /// <summary>Why the operation failed.</summary>
    static abstract RowError Error(TFirst first, TSecond second, TThird third);
}

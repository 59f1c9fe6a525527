"""Computes parts of a batch in further processes over shared weights."""

import multiprocessing
import os

import torch


class Mate:
    """A process that computes gradients of parts of batches over shared weights."""

    def __init__(self, model, work):
        """Forks; `work(job)` leaves gradients in the model and returns a loss."""
        size = sum(p.numel() for p in model.parameters())
        self.model, self.work = model, work
        self.grads = torch.zeros(size).share_memory_()
        self.here, self.there = multiprocessing.Pipe()
        self.process = multiprocessing.get_context("fork").Process(target=self._serve, daemon=True)
        self.process.start()

    def _slices(self):
        at = 0
        for p in self.model.parameters():
            yield p, self.grads[at : at + p.numel()].view_as(p)
            at += p.numel()

    def _serve(self):
        os.setsid()
        torch.set_num_threads(1)
        self.model.train()
        while (job := self.there.recv()) is not None:
            loss = self.work(job)
            for p, kept in self._slices():
                if p.grad is not None:
                    kept.copy_(p.grad)
            self.there.send(loss)

    def send(self, job):
        """Starts a job."""
        self.here.send(job)

    def receive(self):
        """Waits for the job's end, adds its gradients to the model's, returns its loss."""
        loss = self.here.recv()
        for p, kept in self._slices():
            if p.grad is not None:
                p.grad.add_(kept)
        return loss
